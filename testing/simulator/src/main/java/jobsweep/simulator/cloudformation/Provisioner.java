package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/// Makes and changes single resources within one operation, and reports what happened to each. Where it can be rolled
/// back, the first failure cancels what else is under way. Each method tells whether the resources that depend on this
/// one may follow.
final class Provisioner {
    private final StackChange operation;
    private final Stack stack;
    private final ResourceTypes types;
    private final Scope scope;
    private final Cancellation cancellation;
    private final Set<String> failedToCreate = new ConcurrentSkipListSet<>();
    private final Set<String> failedToUpdate = new ConcurrentSkipListSet<>();
    private final Map<String, StackResource> beforeUpdate = new ConcurrentHashMap<>();

    Provisioner(StackChange operation, Scope scope, Cancellation cancellation) {
        this.operation = operation;
        this.stack = operation.stack();
        this.types = operation.region().types();
        this.scope = scope;
        this.cancellation = cancellation;
    }

    boolean create(ResourceDeclaration declaration) {
        if (cancellation.isRequested()) {
            return false;
        }
        stack.report(declaration, ResourceStatus.CREATE_IN_PROGRESS, "", "");
        try {
            var made = make(declaration, declaration.evaluate(scope));
            stack.report(declaration, ResourceStatus.CREATE_IN_PROGRESS, made.id(), "Resource creation Initiated");
            stack.report(declaration, ResourceStatus.CREATE_COMPLETE, made.id(), "");
            return true;
        } catch (RuntimeException e) {
            failed(declaration, ResourceStatus.CREATE_FAILED, e);
            leave(stack.resource(declaration.logicalResourceId()), Optional.empty());
            return false;
        }
    }

    boolean update(ResourceDeclaration declaration) {
        if (cancellation.isRequested()) {
            return false;
        }
        var before = held(declaration);
        try {
            var properties = declaration.evaluate(scope);
            if (ScalarsAsText.of(properties).equals(ScalarsAsText.of(before.properties()))) {
                stack.put(new StackResource(declaration, properties, before.physical()));
                return true;
            }
            change(before, declaration, properties);
            return true;
        } catch (RuntimeException e) {
            failed(declaration, ResourceStatus.UPDATE_FAILED, e);
            leave(stack.resource(before.logicalResourceId()), Optional.of(before));
            return false;
        }
    }

    boolean rollBack(StackResource before) {
        var attempted = held(before.declaration());
        var change = new ResourceChange(attempted.physical(), attempted.properties(), before.properties());
        var type = types.of(before.declaration());
        stack.report(
                before.declaration(),
                ResourceStatus.UPDATE_IN_PROGRESS,
                change.current().id(),
                "");
        try {
            var restored = type.rollBack(stack.address(before.declaration()), change, before.physical());
            stack.put(new StackResource(before.declaration(), before.properties(), restored));
            stack.report(before.declaration(), ResourceStatus.UPDATE_COMPLETE, restored.id(), "");
            return true;
        } catch (RuntimeException e) {
            failed(before.declaration(), ResourceStatus.UPDATE_FAILED, e);
            return false;
        }
    }

    /// The resources whose update was begun, as they were before.
    Map<String, StackResource> beforeUpdate() {
        return Map.copyOf(beforeUpdate);
    }

    /// What failed, as the stack's status reason says it; empty when nothing did.
    String failures() {
        return sentence("create", failedToCreate) + sentence("update", failedToUpdate);
    }

    private static String sentence(String what, Set<String> failed) {
        return failed.isEmpty() ? "" : "The following resource(s) failed to %s: %s. ".formatted(what, failed);
    }

    private PhysicalResource make(ResourceDeclaration declaration, ObjectNode properties) {
        try {
            var made = types.of(declaration).create(stack.address(declaration), properties, cancellation);
            stack.put(new StackResource(declaration, properties, made));
            return made;
        } catch (ResourceFailedException e) {
            e.physicalResourceId()
                    .ifPresent(id -> stack.put(new StackResource(declaration, properties, new PhysicalResource(id))));
            throw e;
        }
    }

    private void change(StackResource before, ResourceDeclaration declaration, ObjectNode properties) {
        var oldId = before.physical().id();
        stack.report(declaration, ResourceStatus.UPDATE_IN_PROGRESS, oldId, "");
        beforeUpdate.put(before.logicalResourceId(), before);
        var changed = attempt(before, declaration, properties);
        if (!changed.id().equals(oldId)) {
            stack.report(
                    declaration,
                    ResourceStatus.UPDATE_IN_PROGRESS,
                    changed.id(),
                    "Requested update required the provider to create a new physical resource");
        }
        stack.report(declaration, ResourceStatus.UPDATE_COMPLETE, changed.id(), "");
    }

    private PhysicalResource attempt(StackResource before, ResourceDeclaration declaration, ObjectNode properties) {
        var attempted = new StackResource(declaration, properties, before.physical());
        stack.put(attempted);
        try {
            var change = new ResourceChange(before.physical(), before.properties(), properties);
            var type = types.of(declaration);
            requireWayBack(type.isReplacedBy(change));
            var changed = type.update(stack.address(declaration), change, cancellation);
            stack.put(attempted.with(changed));
            // Whether a custom resource is replaced, its provider's answer tells.
            requireWayBack(!changed.id().equals(before.physical().id()));
            return changed;
        } catch (ResourceFailedException e) {
            // Also who fails may have answered with another id, and the way back starts from there.
            e.physicalResourceId().ifPresent(id -> stack.put(attempted.with(new PhysicalResource(id))));
            throw e;
        }
    }

    private void requireWayBack(boolean replaced) {
        if (replaced && !operation.isRolledBack()) {
            throw new ResourceFailedException("Replacement type updates not supported on stack with disable-rollback.");
        }
    }

    private void failed(ResourceDeclaration declaration, ResourceStatus status, RuntimeException failure) {
        var failed = status == ResourceStatus.CREATE_FAILED ? failedToCreate : failedToUpdate;
        failed.add(declaration.logicalResourceId());
        var physicalId = stack.resource(declaration.logicalResourceId())
                .map(resource -> resource.physical().id())
                .orElse("");
        stack.report(declaration, status, physicalId, ResourceFailedException.reason(failure));
        if (operation.isRolledBack()) {
            cancellation.request();
        }
    }

    /// Where nothing is rolled back, the stack goes on with the last stable state that it knows of a failed resource.
    private void leave(Optional<StackResource> failed, Optional<StackResource> before) {
        if (operation.isRolledBack()) {
            return;
        }
        before.ifPresentOrElse(stack::put, () -> failed.ifPresent(stack::forget));
        failed.filter(resource ->
                        before.filter(stable -> isSame(stable, resource)).isEmpty())
                .ifPresent(stack::addUnstable);
    }

    private static boolean isSame(StackResource one, StackResource other) {
        return one.physical().id().equals(other.physical().id());
    }

    private StackResource held(ResourceDeclaration declaration) {
        return stack.resource(declaration.logicalResourceId()).orElseThrow();
    }
}
