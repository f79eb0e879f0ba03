package jobsweep.acceptance;

import jobsweep.contract.Property;
import jobsweep.contract.ThingName;
import jobsweep.infra.JobExecutionCleanup;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iot.CfnThing;
import software.constructs.Construct;

/// What is played: a thing, and a job execution on it that is deleted with the stack, before the thing.
public final class ExampleStack extends Stack {

    /// Adds the stack to `scope`.
    ///
    /// @throws IllegalArgumentException if the execution's job or number is not allowed
    public ExampleStack(Construct scope, String id, Execution execution) {
        super(scope, id);
        CfnThing thing = CfnThing.Builder.create(this, "Thing")
                .thingName(execution.thingName())
                .build();
        JobExecutionCleanup.Builder.create(this, "Rollout")
                .jobId(execution.jobId())
                .thingName(thing.getRef())
                .executionNumber(execution.number())
                .force(execution.force())
                .build();
    }

    /// The execution to delete with the stack.
    ///
    /// @param jobId 1 to 64 characters of a-z, A-Z, 0-9, _ and -
    /// @param thingName 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -
    /// @param number from 0
    /// @param force whether it is deleted even when it is IN_PROGRESS
    public record Execution(String jobId, String thingName, long number, boolean force) {
        /// What is played where nobody says otherwise.
        public static final Execution EXAMPLE = new Execution("firmware-42", "greenhouse-7", 1, false);

        /// Checks the thing's name: the cleanup gets a reference to the thing and can't.
        ///
        /// @throws IllegalArgumentException if the thing's name is not allowed
        public Execution {
            // A cleanup may be about every thing, a thing may not be.
            new Property<>("ThingName", ThingName.ALLOWED, ThingName::new).read(thingName);
        }
    }
}
