package jobsweep.acceptance.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import jobsweep.simulator.cloudformation.Template;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BurstIT {
    private static final int EVENTS = 1500;
    private static final int FEW = 300;

    private static Template template;

    @BeforeAll
    static void synthesize() throws IOException {
        template = Templates.queue();
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4})
    void whateverGoesWrongAllThatEndedIsDeletedAndNothingElse(long seed) {
        BurstReport report = play(seed, EVENTS, PlayedFunctions::built);

        assertThat(report.deleted()).isEqualTo(EVENTS);
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void aConsumerThatIsKilledLosesNothing() {
        BurstReport report = play(2, EVENTS, PlayedFunctions::built);

        assertThat(report.times(Evidence.KILLS)).isPositive();
        assertThat(report.times(Evidence.RECEIVED_AGAIN)).isPositive();
        assertThat(report.lost()).isZero();
    }

    @Test
    void theSameSeedHasTheSameFingerprint() {
        BurstReport first = play(2, FEW, PlayedFunctions::built);

        assertThat(play(2, FEW, PlayedFunctions::built)).hasToString(first.toString());
        assertThat(play(3, FEW, PlayedFunctions::built).history().fingerprint())
                .isNotEqualTo(first.history().fingerprint());
    }

    @Test
    void aConsumerThatAcknowledgesWithoutWorkingIsFound() {
        PlayedFunctions broken =
                _ -> (input, output, invocation) -> output.write("{}".getBytes(StandardCharsets.UTF_8));

        assertThat(play(1, FEW, broken).findings()).contains(FEW + " lost");
    }

    @Test
    void aConsumerThatIgnoresOnlyFinishedIsFound() {
        BurstReport report = play(1, FEW, BurstIT::ignoringOnlyFinished);

        assertThat(report.deletedUnended()).isPositive();
        assertThat(report.findings()).contains(report.deletedUnended() + " deleted that was queued or running");
    }

    @Test
    void aConsumerThatKeepsToNoPaceIsFound() {
        assertThat(play(1, FEW, BurstIT::withoutPace).findings()).contains("1 % or more throttled");
    }

    private static BurstReport play(long seed, int events, PlayedFunctions functions) {
        return new Burst(seed, events, template, functions).play();
    }

    private static PlayedFunctions.Body ignoringOnlyFinished(Sandbox sandbox) {
        PlayedFunctions.Body built = PlayedFunctions.built(sandbox);
        return (input, output, invocation) -> {
            String event = new String(input.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("\\\"OnlyFinished\\\":\\\"true\\\"", "\\\"OnlyFinished\\\":\\\"false\\\"");
            built.handle(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, invocation);
        };
    }

    private static PlayedFunctions.Body withoutPace(Sandbox sandbox) {
        Map<String, String> environment = new HashMap<>(sandbox.function().environment());
        environment.put("JOBSWEEP_CALLS_PER_SECOND", "1000");
        return PlayedFunctions.built(sandbox, environment);
    }
}
