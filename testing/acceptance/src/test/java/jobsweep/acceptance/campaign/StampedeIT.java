package jobsweep.acceptance.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.iot.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.retry.RetryMode;

final class StampedeIT {
    private static final int MANY = 60;

    private static @Nullable Template provider;

    @BeforeAll
    static void synthesize() throws IOException {
        provider = Templates.provider();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void manyInOneStackAreDeletedByOneCommand(long seed) {
        Stampede.Cost cost = deleted(seed, MANY, PlayedFunctions::built);

        assertThat(cost.commands()).isEqualTo(1);
        assertThat(cost.failed()).isZero();
        assertThat(cost.environments()).isEqualTo(MANY);
        // AWS IoT needs five seconds for them.
        assertThat(cost.whole()).isLessThan(Duration.ofSeconds(15));
        assertThat(cost.throttled()).isPositive().isLessThan(2 * MANY);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void twoHundredTakeLittleMoreTimeThanTheQuotaDoes(long seed) {
        Stampede.Cost cost = deleted(seed, 200, PlayedFunctions::built);

        assertThat(cost.whole()).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(26));
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
        if (provider == null) {
            throw new IllegalStateException("The provider is synthesized before the first test");
        }
        return new Stampede(seed, cleanups, provider, functions).play();
    }
}
