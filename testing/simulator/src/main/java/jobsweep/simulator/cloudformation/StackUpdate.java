package jobsweep.simulator.cloudformation;

import java.util.Map;
import java.util.Optional;

/// The change of a stack from one plan to another: first what is new or changed, and only then, when nothing failed,
/// the deletion of what is no longer needed. A failure takes the same way back.
final class StackUpdate implements Runnable {
    private final StackChange change;
    private final Stack stack;
    private final Plan plan;
    private final Region region;
    private final Cancellation cancellation;
    private final StackScope scope;
    private final Provisioner provisioner;
    private final Map<String, StackResource> old;

    StackUpdate(StackChange change, Cancellation cancellation) {
        this.change = change;
        this.stack = change.stack();
        this.plan = change.plan();
        this.region = change.region();
        this.cancellation = cancellation;
        scope = change.scope();
        provisioner = new Provisioner(change, scope, cancellation);
        old = stack.resources();
    }

    @Override
    public void run() {
        new Removal(stack, region).removeUnstable();
        Walk.forward(
                region.time(),
                plan.resources(),
                declaration -> old.containsKey(declaration.logicalResourceId())
                        ? provisioner.update(declaration)
                        : provisioner.create(declaration));
        var failures = provisioner.failures();
        if (cancellation.isRequested() || !failures.isEmpty()) {
            fail(failures.isEmpty() ? "User Initiated" : failures);
            return;
        }
        try {
            new Completion(stack, plan, scope).publishTo(region.exports());
        } catch (ResourceFailedException e) {
            fail(ResourceFailedException.reason(e));
            return;
        }
        cleanUp();
    }

    private void fail(String why) {
        if (change.isRolledBack()) {
            rollBack(why);
        } else {
            stack.become(StackStatus.UPDATE_FAILED, why);
        }
    }

    private void cleanUp() {
        stack.become(StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS, "");
        var cleanUp = new CleanUp(stack, region);
        old.values().forEach(resource -> {
            var id = resource.logicalResourceId();
            if (!plan.resources().containsKey(id)) {
                stack.forget(resource);
                cleanUp.add(resource, resource.declaration().deletionPolicy());
            } else if (isReplaced(resource)) {
                cleanUp.add(resource, plan.resources().get(id).updateReplacePolicy());
            }
        });
        cleanUp.run(old);
        stack.become(
                StackStatus.UPDATE_COMPLETE,
                cleanUp.failures().isEmpty() ? "" : "Update successful. " + cleanUp.failures());
    }

    private void rollBack(String why) {
        stack.become(StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, why);
        var attempted = stack.resources();
        var back = new Provisioner(change, scope, new Cancellation());
        Walk.forward(region.time(), stack.plan().resources(), declaration -> restore(declaration, back));
        if (!back.failures().isEmpty()) {
            stack.become(StackStatus.UPDATE_ROLLBACK_FAILED, back.failures());
            return;
        }
        cleanUpAfterRollBack(attempted);
    }

    private boolean restore(ResourceDeclaration declaration, Provisioner back) {
        var id = declaration.logicalResourceId();
        var changed = Optional.ofNullable(provisioner.beforeUpdate().get(id));
        if (changed.isPresent()) {
            return back.rollBack(changed.get());
        }
        Optional.ofNullable(old.get(id)).ifPresent(stack::put);
        return true;
    }

    private void cleanUpAfterRollBack(Map<String, StackResource> attempted) {
        stack.become(StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS, "");
        var cleanUp = new CleanUp(stack, region);
        attempted.values().forEach(resource -> {
            if (!old.containsKey(resource.logicalResourceId())) {
                stack.forget(resource);
                cleanUp.add(resource, change.policyOfNew(resource));
            } else if (isReplaced(resource)) {
                cleanUp.add(resource, RetentionPolicy.DELETE);
            }
        });
        cleanUp.run(attempted);
        stack.become(StackStatus.UPDATE_ROLLBACK_COMPLETE, cleanUp.failures());
    }

    /// Whether the stack now holds another physical resource in this one's place.
    private boolean isReplaced(StackResource resource) {
        return stack.resource(resource.logicalResourceId())
                .filter(now -> !now.physical().id().equals(resource.physical().id()))
                .isPresent();
    }
}
