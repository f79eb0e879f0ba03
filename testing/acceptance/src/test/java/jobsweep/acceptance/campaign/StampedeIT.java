package jobsweep.acceptance.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SequencedMap;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.iot.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.retry.RetryMode;

final class StampedeIT {
    private static final int MANY = 60;

    private static final Map<Integer, SequencedMap<String, Template>> CROWDS = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void manyInOneStackAreDeletedByOneCommand(long seed) {
        Stampede.Cost cost = deleted(seed, MANY, PlayedFunctions::built);

        assertThat(cost.commands()).isEqualTo(1);
        assertThat(cost.failed()).isZero();
        assertThat(cost.environments()).isEqualTo(MANY);
        // AWS IoT needs five seconds for them.
        assertThat(cost.whole()).isLessThan(Duration.ofSeconds(15));
        assertThat(cost.throttled()).isPositive().isLessThan(MANY);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void twoHundredTakeLittleMoreTimeThanTheQuotaDoes(long seed) {
        Stampede.Cost cost = deleted(seed, 200, PlayedFunctions::built);

        assertThat(cost.whole()).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(26));
        assertThat(cost.throttled()).isLessThan(300);
    }

    @Test
    void oneWaitsForNothing() {
        Stampede.Cost cost = deleted(1, 1, PlayedFunctions::built);

        assertThat(cost.calls()).hasSize(2);
        // The longest that event, cold start, two calls and the answer can travel.
        assertThat(cost.whole()).isLessThan(Duration.ofMillis(300 + 2_500 + 6 * 60));
    }

    @Test
    void callersThatGiveUpFailAndAreThrottledMore() {
        Stampede.Cost independent = deleted(1, 2 * MANY, IndependentCaller::load);
        Stampede.Cost jobsweep = deleted(1, 2 * MANY, PlayedFunctions::built);

        assertThat(independent.commands()).isGreaterThan(1);
        assertThat(independent.failed()).isPositive();
        assertThat(independent.calls(Operation.DESCRIBE)).isZero();
        assertThat(independent.throttled()).isGreaterThan(jobsweep.throttled());
    }

    @Test
    void independentCallersHaveTheRetriesThatTheSdkHasByDefault() {
        assertThat(RetryMode.defaultRetryMode()).isEqualTo(RetryMode.LEGACY);
    }

    @Test
    void theSameSeedCostsTheSame() {
        Stampede.Cost first = deleted(7, MANY, PlayedFunctions::built);

        assertThat(deleted(7, MANY, PlayedFunctions::built)).isEqualTo(first);
        assertThat(deleted(8, MANY, PlayedFunctions::built)).isNotEqualTo(first);
    }

    private static Stampede.Cost deleted(long seed, int cleanups, PlayedFunctions functions) {
        return new Stampede(seed, cleanups, CROWDS.computeIfAbsent(cleanups, StampedeIT::crowd), functions).play();
    }

    private static SequencedMap<String, Template> crowd(int size) {
        try {
            return Templates.crowd(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
