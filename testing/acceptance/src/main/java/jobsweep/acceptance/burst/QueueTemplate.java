package jobsweep.acceptance.burst;

import java.io.IOException;
import jobsweep.acceptance.Synthesis;
import jobsweep.infra.JobExecutionCleanupQueueStack;
import jobsweep.simulator.Scratch;
import jobsweep.simulator.cloudformation.Template;

/// The queue's stack as the CDK synthesizes it.
final class QueueTemplate {
    private static final String NAME = "JobsweepQueue";

    private QueueTemplate() {}

    /// Takes seconds: the CDK's Node.js has to start.
    static Template synthesized() throws IOException {
        try (Scratch scratch = Scratch.create()) {
            return Synthesis.of(scratch.directory("cdk.out"), app -> new JobExecutionCleanupQueueStack(app, NAME))
                    .template(NAME);
        }
    }
}
