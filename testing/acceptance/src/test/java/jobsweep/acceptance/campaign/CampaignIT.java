package jobsweep.acceptance.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import jobsweep.simulator.cloudformation.Template;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CampaignIT {
    private static final int SEQUENCES = 300;
    /// Of a function that is broken.
    private static final int SEQUENCES_TO_FIND_IT = 40;

    private static SequencedMap<String, Template> stacks = new LinkedHashMap<>();

    @BeforeAll
    static void synthesize() throws IOException {
        stacks = Templates.deferring();
    }

    @Test
    void whateverGoesWrongThePromisesHold() {
        // `-Dseed=…` plays sequences from another one.
        long seed = Long.getLong("seed", 1);
        Counts counts = new Counts();
        List<String> findings = LongStream.range(seed, seed + SEQUENCES)
                .boxed()
                .flatMap(each -> {
                    History history = played(each, PlayedFunctions::built);
                    counts.addAll(history.counts);
                    return history.findings.stream().map(finding -> "seed %s: %s".formatted(each, finding));
                })
                .toList();

        assertThat(findings).isEmpty();
        assertThat(counts.of("requests")).isGreaterThan(10 * SEQUENCES);
        assertThat(counts.of("attempts of the on-failure function")).isPositive();
        assertThat(Stream.of(KillPoint.values()).map(moment -> counts.of("kill: " + moment)))
                .allMatch(kills -> kills > 0);
    }

    @Test
    void theSameSeedHasTheSameHistory() {
        History first = played(17, PlayedFunctions::built);
        History second = played(17, PlayedFunctions::built);

        assertThat(second.lines).isEqualTo(first.lines).hasSizeGreaterThan(100);
        assertThat(second.fingerprint())
                .isEqualTo(first.fingerprint())
                .isNotEqualTo(played(18, PlayedFunctions::built).fingerprint());
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionThatBreaksAPromiseIsFound(BrokenPromise broken) {
        Stream<String> found = LongStream.rangeClosed(1, SEQUENCES_TO_FIND_IT)
                .mapToObj(seed -> played(seed, broken))
                .flatMap(result -> result.findings.stream())
                .map(Finding::invariant);

        assertThat(found.anyMatch(broken.promise()::equals))
                .as(broken.promise())
                .isTrue();
    }

    private static History played(long seed, PlayedFunctions functions) {
        return new Life(seed, stacks, functions).play();
    }
}
