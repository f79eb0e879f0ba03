package jobsweep.acceptance.burst;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import jobsweep.jobexecution.CleanupQueueHandler;
import jobsweep.simulator.cloudformation.Template;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BurstTest {
    private static final int EVENTS = 1500;
    private static final int FEW = 300;

    private static Template template;

    @BeforeAll
    static void synthesize() throws IOException {
        template = QueueTemplate.synthesized();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverGoesWrongAllThatEndedIsDeletedAndNothingElse(long seed) {
        Report report = play(seed, EVENTS, ConsumerCode::built);

        assertThat(report.deleted()).isEqualTo(EVENTS);
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void aConsumerThatIsKilledLosesNothing() {
        Report report = play(2, EVENTS, ConsumerCode::built);

        assertThat(report.kills()).isPositive();
        assertThat(report.redeliveries()).isPositive();
        assertThat(report.lost()).isZero();
    }

    @Test
    void theSameSeedHasTheSameFingerprint() {
        Report first = play(2, FEW, ConsumerCode::built);

        assertThat(play(2, FEW, ConsumerCode::built)).isEqualTo(first);
        assertThat(play(3, FEW, ConsumerCode::built).calls().fingerprint())
                .isNotEqualTo(first.calls().fingerprint());
    }

    @Test
    void aConsumerThatAcknowledgesWithoutWorkingIsFound() {
        ConsumerCode broken = _ -> (input, output, context) -> output.write("{}".getBytes(StandardCharsets.UTF_8));

        assertThat(play(1, FEW, broken).findings()).contains(FEW + " lost");
    }

    @Test
    void aConsumerThatIgnoresOnlyFinishedIsFound() {
        Report report = play(1, FEW, BurstTest::ignoringOnlyFinished);

        assertThat(report.deletedUnended()).isPositive();
        assertThat(report.findings()).contains(report.deletedUnended() + " deleted that was queued or running");
    }

    @Test
    void aConsumerThatKeepsToNoPaceIsFound() {
        assertThat(play(1, FEW, BurstTest::withoutPace).findings()).contains("1 % or more throttled");
    }

    private static Report play(long seed, int events, ConsumerCode code) {
        return new Play(seed, events, template, code).play();
    }

    private static RequestStreamHandler ignoringOnlyFinished(Consumer consumer) {
        RequestStreamHandler built = ConsumerCode.built(consumer);
        return (input, output, context) -> {
            String event = new String(input.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("\\\"OnlyFinished\\\":\\\"true\\\"", "\\\"OnlyFinished\\\":\\\"false\\\"");
            built.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, context);
        };
    }

    private static RequestStreamHandler withoutPace(Consumer consumer) {
        Map<String, String> environment = new HashMap<>(consumer.function().environment());
        environment.put("JOBSWEEP_CALLS_PER_SECOND", "1000");
        return new CleanupQueueHandler(environment, consumer::iot, consumer::sqs, consumer.platform());
    }
}
