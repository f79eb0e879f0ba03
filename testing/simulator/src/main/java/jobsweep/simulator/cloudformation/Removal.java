package jobsweep.simulator.cloudformation;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;

/// Takes resources out of a stack, each before those that it depends on. What cannot be deleted stays in the stack.
final class Removal {
    private final Stack stack;
    private final Region region;
    private final Set<String> failed = new ConcurrentSkipListSet<>();

    Removal(Stack stack, Region region) {
        this.stack = stack;
        this.region = region;
    }

    /// Removes every resource of the stack.
    ///
    /// @param retained which ones leave the stack without being deleted
    /// @param goOn     whether what a resource depends on is removed although its own deletion has failed
    void removeAll(Predicate<StackResource> retained, boolean goOn) {
        Walk.backward(region.time(), stack.resources(), resource -> {
            if (retained.test(resource)) {
                skip(resource);
            } else if (!attempt(resource, deletion(resource))) {
                failed.add(resource.logicalResourceId());
                return goOn;
            }
            stack.forget(resource);
            return true;
        });
    }

    /// Removes what operations without rollback have left behind.
    void removeUnstable() {
        stack.unstable().forEach(resource -> {
            if (attempt(resource, deletion(resource))) {
                stack.forgetUnstable(resource);
            } else {
                failed.add(resource.logicalResourceId());
            }
        });
    }

    /// What could not be deleted, as the stack's status reason says it; empty when everything could.
    String failures() {
        return failed.isEmpty() ? "" : "The following resource(s) failed to delete: %s. ".formatted(failed);
    }

    /// Lets what is left leave the stack without being deleted.
    void skipRest() {
        stack.resources().values().forEach(resource -> {
            skip(resource);
            stack.forget(resource);
        });
    }

    void skip(StackResource resource) {
        report(resource, ResourceStatus.DELETE_SKIPPED, "");
    }

    Runnable deletion(StackResource resource) {
        var declaration = resource.declaration();
        return region.types()
                .of(declaration)
                .deletion(stack.address(declaration), resource.physical(), resource.properties());
    }

    /// Tries a deletion.
    ///
    /// @return whether that went well
    boolean attempt(StackResource resource, Runnable deletion) {
        report(resource, ResourceStatus.DELETE_IN_PROGRESS, "");
        try {
            deletion.run();
        } catch (RuntimeException e) {
            report(resource, ResourceStatus.DELETE_FAILED, ResourceFailedException.reason(e));
            return false;
        }
        report(resource, ResourceStatus.DELETE_COMPLETE, "");
        return true;
    }

    private void report(StackResource resource, ResourceStatus status, String reason) {
        stack.report(resource.declaration(), status, resource.physical().id(), reason);
    }
}
