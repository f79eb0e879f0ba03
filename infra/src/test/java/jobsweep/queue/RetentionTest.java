package jobsweep.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import jobsweep.infra.JobExecutionCleanupQueue;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/// Holds the library's queues against the consumer's idea of them. Lies in the consumer's package, whose idea nobody
/// else
/// can see.
class RetentionTest {

    @Test
    void aRequestIsGivenUpADayBeforeSqsDropsIt() {
        Stack stack = new Stack();
        JobExecutionCleanupQueue.Builder.create(stack, "Cleanups")
                .jobPatterns(List.of("*"))
                .thingPatterns(List.of("*"))
                .build();

        assertThat(Template.fromStack(stack).findResources("AWS::SQS::Queue").values())
                .hasSize(2)
                .extracting(queue -> String.valueOf(queue.get("Properties")))
                .allSatisfy(properties -> assertThat(properties)
                        .contains("MessageRetentionPeriod="
                                + Retries.LONGEST_AGE.plus(Duration.ofDays(1)).toSeconds()));
    }
}
