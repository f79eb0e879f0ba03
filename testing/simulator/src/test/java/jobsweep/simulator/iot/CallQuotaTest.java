package jobsweep.simulator.iot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import jobsweep.simulator.time.ManualTime;
import org.junit.jupiter.api.Test;

final class CallQuotaTest {
    private final ManualTime clock = new ManualTime();
    private final CallQuota quota = new CallQuota(10, clock);

    @Test
    void tenCallsPassAtOnceAndTheEleventhDoesNot() {
        assertThat(callsThatPass(Operation.DELETE)).isEqualTo(10);
        assertThat(callsThatPass(Operation.DELETE)).isZero();
    }

    @Test
    void eachOperationHasAQuotaOfItsOwn() {
        callsThatPass(Operation.DELETE);

        assertThat(callsThatPass(Operation.DESCRIBE)).isEqualTo(10);
    }

    @Test
    void theQuotaGrowsBackWithTimeUpToOneSecondsWorth() {
        callsThatPass(Operation.DELETE);

        clock.pass(Duration.ofMillis(350));
        assertThat(callsThatPass(Operation.DELETE)).isEqualTo(3);

        clock.pass(Duration.ofMinutes(1));
        assertThat(callsThatPass(Operation.DELETE)).isEqualTo(10);
    }

    private int callsThatPass(Operation operation) {
        int passed = 0;
        try {
            while (passed < 1000) {
                quota.take(operation);
                passed++;
            }
        } catch (IotException e) {
            assertThat(e.code()).isEqualTo("ThrottlingException");
            assertThat(e.status()).isEqualTo(400);
        }
        return passed;
    }
}
