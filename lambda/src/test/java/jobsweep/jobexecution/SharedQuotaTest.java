package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import jobsweep.FakeSurroundings;
import jobsweep.FakeTime;
import jobsweep.contract.Metric;
import jobsweep.invocation.Deadline;
import jobsweep.queue.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedQuotaTest {

    private static final String DELETE = "iot:DeleteJobExecution";

    private final FakeTime time = new FakeTime(Duration.ofHours(1));
    private final Deadline deadline = new Deadline(time::left, time::pass);
    private final Tally tally = new Tally();

    @ParameterizedTest
    @CsvSource({"10, 1, 10", "10, 2, 20", "10, 3, 30", "1, 2, 200", "100, 2, 2"})
    void aConsumerTakesItsShareFromTheFirstCallOn(int callsPerSecond, int consumers, int secondsForAHundredCalls) {
        Quota quota = quota(callsPerSecond, consumers);
        Instant begin = time.now();

        for (int call = 0; call < 100; call++) {
            quota.await(DELETE, deadline);
        }

        assertThat(Duration.between(begin, time.now()))
                .isBetween(
                        Duration.ofSeconds(secondsForAHundredCalls).minusMillis(1),
                        Duration.ofSeconds(secondsForAHundredCalls).plusMillis(1));
    }

    @Test
    void aCallThatWaitedIsToldFromOneThatDidNot() {
        Quota quota = quota(10, 2);

        assertThat(quota.await(DELETE, deadline)).isEqualTo(Quota.Turn.AFTER_WAITING);
        time.pass(Duration.ofMillis(200));
        assertThat(quota.await(DELETE, deadline)).isEqualTo(Quota.Turn.AT_ONCE);
    }

    @Test
    void whatIsNotUsedIsSavedUpForASecondAtMost() {
        Quota quota = quota(10, 2);
        quota.await(DELETE, deadline);
        time.pass(Duration.ofMinutes(10));

        for (int call = 0; call < 5; call++) {
            assertThat(quota.await(DELETE, deadline)).isEqualTo(Quota.Turn.AT_ONCE);
        }
        assertThat(quota.await(DELETE, deadline)).isEqualTo(Quota.Turn.AFTER_WAITING);
    }

    @Test
    void eachOperationHasAQuotaOfItsOwn() {
        Quota quota = quota(10, 2);
        quota.await(DELETE, deadline);
        quota.await("iot:DescribeJobExecution", deadline);

        assertThat(time.pauses()).containsExactly(Duration.ofMillis(200), Duration.ofMillis(200));
    }

    @Test
    void aTurnThatWouldComeAfterTheDeadlineIsNotWaitedFor() {
        Quota quota = quota(1, 100);

        assertThat(quota.await(DELETE, new Deadline(() -> Duration.ofSeconds(99), time::pass)))
                .isEqualTo(Quota.Turn.NEVER);
        assertThat(time.pauses()).isEmpty();
    }

    @Test
    void whatIsThrottledNeverthelessIsCounted() {
        quota(10, 2).exceeded();

        assertThat(tally.of(Metric.THROTTLED)).isEqualTo(1);
    }

    private Quota quota(int callsPerSecond, int consumers) {
        return new SharedQuota(callsPerSecond, consumers, new FakeSurroundings(time)).countedBy(tally);
    }
}
