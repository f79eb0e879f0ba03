package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.iot.Call;
import jobsweep.simulator.iot.IotRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Many cleanups in one stack under a quota like AWS IoT's. Runs beside other tests, since it mostly waits for the
/// quota.
@Execution(ExecutionMode.CONCURRENT)
final class FleetIT {
    private static final int SIZE = 30;
    private static final int CALLS_PER_SECOND = 5;

    /// A bucket that was full at the start of a second gives what it held, and what flows in meanwhile.
    private static final int MOST_CALLS_IN_A_SECOND = 2 * CALLS_PER_SECOND;

    @RegisterExtension
    private static final Cloud CLOUD = new Cloud(ProductAccount.builder()
            .iotRules(IotRules.builder().callsPerSecond(CALLS_PER_SECOND).build())
            .lambda(it -> it.maximumConcurrency(4)));

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void deletingTheStackDeletesEveryExecutionWithinTheQuota() {
        LongStream.rangeClosed(1, SIZE).forEach(number -> CLOUD.queued("greenhouse-" + number % 5, number));
        Stack stack = CLOUD.create(CdkTemplates.FLEET_OF_30.template());
        assertThat(stack.status()).isEqualTo(StackStatus.CREATE_COMPLETE);

        CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.jobs().executions()).isEmpty();
        assertThat(CLOUD.requests()).hasSize(2 * SIZE);
        staysWithinTheQuota("DescribeJobExecution");
        staysWithinTheQuota("DeleteJobExecution");
    }

    private static void staysWithinTheQuota(String operation) {
        List<Call> served = CLOUD.calls().stream()
                .filter(call ->
                        call.operation().equals(operation) && call.errorCode().isEmpty())
                .sorted(Comparator.comparing(Call::time))
                .toList();
        for (int last = MOST_CALLS_IN_A_SECOND; last < served.size(); last++) {
            // A call has its place in the quota after it began and before it is answered.
            Instant first = served.subList(last - MOST_CALLS_IN_A_SECOND, last + 1).stream()
                    .map(Call::begun)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            assertThat(Duration.between(first, served.get(last).time()))
                    .as(MOST_CALLS_IN_A_SECOND + " calls of " + operation)
                    .isGreaterThan(Duration.ofSeconds(1));
        }
    }
}
