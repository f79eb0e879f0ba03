package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// CloudFormation in one account and Region. A move returns as soon as CloudFormation has accepted it; its future ends
/// when the stack has come to rest, whether well or not, which the stack's status tells.
public final class CloudFormation {
    private final Region region;
    private final Identifiers identifiers;
    private final Map<String, Stack> stacks = new ConcurrentHashMap<>();
    private final Map<String, Cancellation> updates = new ConcurrentHashMap<>();
    private final List<Consumer<StackEvent>> listeners = new CopyOnWriteArrayList<>();

    public CloudFormation(Region region, Identifiers identifiers) {
        this.region = region;
        this.identifiers = identifiers;
    }

    /// Lets somebody see the events of all stacks as they happen, one at a time for each stack.
    public void onEvent(Consumer<StackEvent> listener) {
        listeners.add(listener);
    }

    /// Every request sent to a custom resource so far, in order.
    public List<JsonNode> requests() {
        return region.types().customResources().requests();
    }

    /// A stack that is not deleted.
    ///
    /// @throws ValidationException when there is none of this name
    public Stack stack(String name) {
        return Optional.ofNullable(stacks.get(name))
                .orElseThrow(() -> new ValidationException("Stack with id %s does not exist".formatted(name)));
    }

    /// What a template asks for.
    ///
    /// @throws ValidationException when the template cannot be played
    public TemplateSummary summary(Template template, Map<String, String> parameters) {
        var plan = plan(template, parameters);
        return new TemplateSummary(
                plan.resources().values().stream()
                        .map(ResourceDeclaration::resourceType)
                        .collect(Collectors.toSet()),
                plan.imports(region.account()));
    }

    /// Makes a stack.
    ///
    /// @throws ValidationException when the name is taken, or the template cannot be played
    public CompletableFuture<Stack> createStack(String name, Template template, Map<String, String> parameters) {
        return createStack(name, template, parameters, RollbackMode.STANDARD);
    }

    /// Makes a stack.
    ///
    /// @throws ValidationException as [#createStack(String, Template, Map)]
    public synchronized CompletableFuture<Stack> createStack(
            String name, Template template, Map<String, String> parameters, RollbackMode rollback) {
        var plan = plan(template, parameters);
        var stack = new Stack(id(name), region.time(), event -> listeners.forEach(listener -> listener.accept(event)));
        if (stacks.putIfAbsent(name, stack) != null) {
            throw new ValidationException("Stack [%s] already exists".formatted(name));
        }
        return start(
                stack,
                StackStatus.CREATE_IN_PROGRESS,
                new StackCreation(new StackChange(stack, plan, region, rollback)));
    }

    /// Changes a stack.
    ///
    /// @throws ValidationException when the stack is in no state for it, there is nothing to change, or the
    ///     template cannot be played
    public CompletableFuture<Stack> updateStack(String name, Template template, Map<String, String> parameters) {
        return updateStack(name, template, parameters, RollbackMode.STANDARD);
    }

    /// Changes a stack.
    ///
    /// @throws ValidationException as [#updateStack(String, Template, Map)]
    public synchronized CompletableFuture<Stack> updateStack(
            String name, Template template, Map<String, String> parameters, RollbackMode rollback) {
        var stack = stack(name);
        if (!stack.status().canBeUpdated()) {
            throw new ValidationException("Stack:%s is in %s state and can not be updated."
                    .formatted(stack.id().arn(), stack.status()));
        }
        if (stack.status().waitsForUpdate() && rollback != RollbackMode.DISABLED) {
            throw new ValidationException(
                    ("This stack is currently in a non-terminal [%s] state. To update the stack from this state, please"
                                    + " use the disable-rollback parameter with update-stack API. To rollback to the"
                                    + " last known good state, use the rollback-stack API")
                            .formatted(stack.status()));
        }
        var plan = plan(template, parameters);
        if (plan.equals(stack.plan()) && !stack.status().waitsForUpdate()) {
            throw new ValidationException("No updates are to be performed.");
        }
        refuseOtherTypes(stack, plan);
        var cancellation = new Cancellation();
        updates.put(name, cancellation);
        return start(
                stack,
                StackStatus.UPDATE_IN_PROGRESS,
                new StackUpdate(new StackChange(stack, plan, region, rollback), cancellation));
    }

    /// Turns a running update back.
    ///
    /// @throws ValidationException when no update is running
    public synchronized void cancelUpdateStack(String name) {
        if (stack(name).status() != StackStatus.UPDATE_IN_PROGRESS) {
            throw new ValidationException("CancelUpdateStack cannot be called from current stack status");
        }
        Optional.ofNullable(updates.get(name)).ifPresent(Cancellation::request);
    }

    /// Deletes a stack.
    ///
    /// @throws ValidationException when another operation is running
    public CompletableFuture<Stack> deleteStack(String name) {
        return deleteStack(name, Set.of());
    }

    /// Deletes a stack, and lets some resources live on: a way out for a stack whose deletion has failed.
    ///
    /// @throws ValidationException when another operation is running, or resources shall be retained though no
    ///     deletion has failed
    public synchronized CompletableFuture<Stack> deleteStack(String name, Set<String> retainResources) {
        var stack = stackAtRest(name);
        if (!retainResources.isEmpty() && stack.status() != StackStatus.DELETE_FAILED) {
            throw new ValidationException("Invalid operation on stack [%s]. When you delete a stack, specify which"
                            .formatted(stack.id().arn())
                    + " resources to retain only when the stack is in the DELETE_FAILED state.");
        }
        return delete(stack, new StackDeletion(stack, region, Set.copyOf(retainResources), false));
    }

    /// Deletes a stack whose deletion has failed, and lets live on what cannot be deleted this time either
    /// (`FORCE_DELETE_STACK`).
    ///
    /// @throws ValidationException when no deletion has failed
    public synchronized CompletableFuture<Stack> forceDeleteStack(String name) {
        var stack = stackAtRest(name);
        if (stack.status() != StackStatus.DELETE_FAILED) {
            throw new ValidationException(
                    "FORCE_DELETE_STACK is for a stack in the DELETE_FAILED state, and %s is in %s"
                            .formatted(name, stack.status()));
        }
        return delete(stack, new StackDeletion(stack, region, Set.of(), true));
    }

    private Stack stackAtRest(String name) {
        var stack = stack(name);
        if (stack.status().inProgress()) {
            throw new ValidationException(
                    "Stack [%s] cannot be deleted while in status %s".formatted(name, stack.status()));
        }
        return stack;
    }

    private CompletableFuture<Stack> delete(Stack stack, StackDeletion deletion) {
        try {
            region.exports().refuseWithdrawal(stack.id().name());
        } catch (ResourceFailedException e) {
            stack.become(stack.status(), "Delete canceled. " + ResourceFailedException.reason(e));
            return CompletableFuture.completedFuture(stack);
        }
        return start(stack, StackStatus.DELETE_IN_PROGRESS, deletion).thenApply(this::forgetIfDeleted);
    }

    private Stack forgetIfDeleted(Stack stack) {
        if (stack.status() == StackStatus.DELETE_COMPLETE) {
            stacks.remove(stack.id().name(), stack);
        }
        return stack;
    }

    private Plan plan(Template template, Map<String, String> parameters) {
        var plan = template.plan(region.account(), parameters);
        region.types().check(plan);
        return plan;
    }

    private StackId id(String name) {
        return new StackId(
                name, region.account().arn("cloudformation", "stack/%s/%s".formatted(name, identifiers.uuid())));
    }

    private static void refuseOtherTypes(Stack stack, Plan plan) {
        Set<String> modified = stack.resources().values().stream()
                .map(StackResource::declaration)
                .filter(old -> Optional.ofNullable(plan.resources().get(old.logicalResourceId()))
                        .filter(now -> !now.resourceType().equals(old.resourceType()))
                        .isPresent())
                .map(ResourceDeclaration::logicalResourceId)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!modified.isEmpty()) {
            throw new ValidationException(
                    "Update of resource type is not permitted. The new template modifies resource type"
                            + " of the following resources: " + modified);
        }
    }

    private CompletableFuture<Stack> start(Stack stack, StackStatus status, Runnable operation) {
        stack.become(status, "User Initiated");
        return region.time().fork(() -> {
            operation.run();
            return stack;
        });
    }
}
