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

final class StampedeTest {
    private static final int MANY = 60;

    private static @Nullable Template provider;

    @BeforeAll
    static void synthesize() throws IOException {
        provider = Provider.synthesized();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void manyInOneStackAreDeletedByOneCommand(long seed) {
        CrowdedStack.Cost cost = deleted(seed, MANY, FunctionCode::built);

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
        CrowdedStack.Cost cost = deleted(seed, 200, FunctionCode::built);

        assertThat(cost.whole()).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(26));
    }

    @Test
    void oneWaitsForNothing() {
        CrowdedStack.Cost cost = deleted(1, 1, FunctionCode::built);

        assertThat(cost.calls()).hasSize(2);
        // The longest that event, cold start, two calls and the answer can travel.
        assertThat(cost.whole()).isLessThan(Duration.ofMillis(300 + 2_500 + 6 * 60));
    }

    @Test
    void callersThatGiveUpFailAndAreThrottledMore() {
        CrowdedStack.Cost independent = deleted(1, 2 * MANY, IndependentCaller::load);
        CrowdedStack.Cost jobsweep = deleted(1, 2 * MANY, FunctionCode::built);

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
        CrowdedStack.Cost first = deleted(7, MANY, FunctionCode::built);

        assertThat(deleted(7, MANY, FunctionCode::built)).isEqualTo(first);
        assertThat(deleted(8, MANY, FunctionCode::built)).isNotEqualTo(first);
    }

    private static CrowdedStack.Cost deleted(long seed, int cleanups, FunctionCode code) {
        if (provider == null) {
            throw new IllegalStateException("The provider is synthesized before the first test");
        }
        return new CrowdedStack(seed, cleanups, provider, code).play();
    }
}
