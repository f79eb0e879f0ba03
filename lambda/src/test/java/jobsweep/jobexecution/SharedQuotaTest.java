package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import jobsweep.FakeLambda;
import jobsweep.contract.Metric;
import jobsweep.invocation.Deadline;
import jobsweep.queue.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedQuotaTest {

    private static final String DELETE = "iot:DeleteJobExecution";

    private final FakeLambda lambda = new FakeLambda(Duration.ofHours(1));
    private final Deadline deadline = lambda.deadline();
    private final Tally tally = new Tally();

    @ParameterizedTest
    @CsvSource({"10, 1, 10", "10, 2, 20", "10, 3, 30", "1, 2, 200", "100, 2, 2"})
    void aConsumerTakesItsShareFromTheFirstCallOn(int callsPerSecond, int consumers, int secondsForAHundredCalls) {
        Quota quota = quota(callsPerSecond, consumers);
        Instant begin = lambda.now();

        for (int call = 0; call < 100; call++) {
            quota.await(DELETE, deadline);
        }

        assertThat(Duration.between(begin, lambda.now()))
                .isBetween(
                        Duration.ofSeconds(secondsForAHundredCalls).minusMillis(1),
                        Duration.ofSeconds(secondsForAHundredCalls).plusMillis(1));
    }

    @Test
    void whatIsNotUsedIsSavedUpForASecondAtMost() {
        Quota quota = quota(10, 2);
        quota.await(DELETE, deadline);
        lambda.pause(Duration.ofMinutes(10));

        for (int call = 0; call < 5; call++) {
            assertThat(quota.await(DELETE, deadline)).isTrue();
        }
        assertThat(lambda.pauses()).hasSize(2);
        assertThat(quota.await(DELETE, deadline)).isTrue();
        assertThat(lambda.pauses()).hasSize(3);
    }

    @Test
    void eachOperationHasAQuotaOfItsOwn() {
        Quota quota = quota(10, 2);
        quota.await(DELETE, deadline);
        quota.await("iot:DescribeJobExecution", deadline);

        assertThat(lambda.pauses()).containsExactly(Duration.ofMillis(200), Duration.ofMillis(200));
    }

    @Test
    void aTurnThatWouldComeAfterTheDeadlineIsNotWaitedFor() {
        Quota quota = quota(1, 100);

        assertThat(quota.await(DELETE, lambda.deadline().in(Duration.ofSeconds(99))))
                .isFalse();
        assertThat(lambda.pauses()).isEmpty();
    }

    @Test
    void theFirstCallsMayGoOutAtOnce() {
        Quota quota = quota(10, 1).after(3);

        for (int call = 0; call < 5; call++) {
            quota.await(DELETE, deadline);
        }

        assertThat(lambda.pauses()).containsExactly(Duration.ofMillis(100), Duration.ofMillis(100));
    }

    @Test
    void whatIsThrottledNeverthelessIsCounted() {
        quota(10, 2).exceeded();

        assertThat(tally.of(Metric.THROTTLED)).isEqualTo(1);
    }

    private Quota quota(int callsPerSecond, int consumers) {
        return new SharedQuota(callsPerSecond, consumers, lambda).countedBy(tally);
    }
}
