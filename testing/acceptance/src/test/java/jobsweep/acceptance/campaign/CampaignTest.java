package jobsweep.acceptance.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import jobsweep.simulator.cloudformation.Template;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CampaignTest {
    private static final int SEQUENCES = 300;
    /// Of a function that is broken.
    private static final int SEQUENCES_TO_FIND_IT = 40;

    private static @Nullable Template provider;

    @BeforeAll
    static void synthesize() throws IOException {
        provider = Provider.synthesized();
    }

    @Test
    void whateverGoesWrongThePromisesHold() {
        // `-Dseed=…` plays sequences from another one.
        long seed = Long.getLong("seed", 1);
        Tally tally = new Tally();
        List<String> findings = LongStream.range(seed, seed + SEQUENCES)
                .mapToObj(each -> played(each, FunctionCode::built))
                .peek(result -> tally.addAll(result.tally()))
                .flatMap(CampaignTest::report)
                .toList();

        assertThat(findings).isEmpty();
        assertThat(tally.of("requests")).isGreaterThan(10 * SEQUENCES);
        assertThat(tally.of("attempts of the on-failure function")).isPositive();
        assertThat(Stream.of(Moment.values()).map(moment -> tally.of("kill: " + moment)))
                .allMatch(kills -> kills > 0);
    }

    @Test
    void theSameSeedHasTheSameHistory() {
        Sequence.Result first = played(17, FunctionCode::built);
        Sequence.Result second = played(17, FunctionCode::built);

        assertThat(second.history()).isEqualTo(first.history()).hasSizeGreaterThan(100);
        assertThat(second.fingerprint())
                .isEqualTo(first.fingerprint())
                .isNotEqualTo(played(18, FunctionCode::built).fingerprint());
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionThatBreaksAPromiseIsFound(BrokenFunction broken) {
        Stream<String> found = LongStream.rangeClosed(1, SEQUENCES_TO_FIND_IT)
                .mapToObj(seed -> played(seed, broken))
                .flatMap(result -> result.findings().stream())
                .map(Finding::invariant);

        assertThat(found.anyMatch(broken.promise()::equals))
                .as(broken.promise())
                .isTrue();
    }

    private static Sequence.Result played(long seed, FunctionCode code) {
        if (provider == null) {
            throw new IllegalStateException("The provider is synthesized before the first test");
        }
        return new Sequence(seed, provider, code).play();
    }

    private static Stream<String> report(Sequence.Result result) {
        return result.findings().stream()
                .map(finding -> "seed %s: %s: %s".formatted(result.seed(), finding.invariant(), finding.what()));
    }
}
