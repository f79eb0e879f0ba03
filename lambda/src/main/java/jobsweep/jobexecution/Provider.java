package jobsweep.jobexecution;

import java.util.Optional;
import jobsweep.cloudformation.LogicalResource;
import jobsweep.contract.CleanupTarget;
import jobsweep.invocation.RequestException;

/// What a custom resource's function knows of how it was deployed.
///
/// @param stackId the ARN of its stack; empty where nobody has told it
/// @param takesWholeThingsAndJobs whether it was given time and permissions for them
/// @param iotRegion whose executions it deletes, where it is not its own
/// @param deferral where deletions go that have to wait
record Provider(
        Optional<String> stackId, boolean takesWholeThingsAndJobs, Optional<String> iotRegion, Deferral deferral) {

    /// @throws RequestException where the deletion of a resource for `target` would fail
    void requireToTake(CleanupTarget target) {
        if (target.isOpenEnded() && !takesWholeThingsAndJobs) {
            throw new RequestException(
                    "JobId or ThingName must not be * with this provider, which has neither time nor permissions for it, got '%s'. Deploy the provider with them: WholeThingsAndJobs true of its template, allowCleanups of its construct, or -c jobsweep:wholeThingsAndJobs=true of cdk deploy."
                            .formatted(target));
        }
    }

    /// Whether the function is deleted with the resource's stack.
    boolean goesWith(LogicalResource resource) {
        return stackId.filter(resource.stackId()::equals).isPresent();
    }
}
