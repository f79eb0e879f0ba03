package jobsweep.jobexecution;

import java.util.Optional;
import jobsweep.cloudformation.LogicalResource;

/// What a custom resource's function knows of how it was deployed.
///
/// @param stackId the ARN of its stack; empty where nobody has told it
/// @param deferral where deletions go that have to wait
record Provider(Optional<String> stackId, Deferral deferral) {

    /// Whether the function is deleted with the resource's stack.
    boolean goesWith(LogicalResource resource) {
        return stackId.filter(resource.stackId()::equals).isPresent();
    }
}
