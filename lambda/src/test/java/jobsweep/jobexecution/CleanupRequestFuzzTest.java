package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import jobsweep.contract.CleanupTarget;
import jobsweep.contract.InvalidPropertyException;
import jobsweep.invocation.Json;
import jobsweep.invocation.RequestException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever body a message has: it is a request that says what it is about, or broken for a reason that a person can
/// read.
class CleanupRequestFuzzTest {

    private static final int LONGEST_REASON = 400;

    @Property(tries = 2000)
    void anyTextIsARequestOrBroken(@ForAll String body) {
        parse(body);
    }

    @Property(tries = 5000)
    void anyValuesAreARequestOrBroken(@ForAll("documents") String body) {
        parse(body);
    }

    @Provide
    Arbitrary<String> documents() {
        Arbitrary<String> values = Arbitraries.oneOf(
                        Arbitraries.strings().all().ofMaxLength(20),
                        Arbitraries.strings().ascii().ofMaxLength(300),
                        Arbitraries.of("*", "firmware", "sensor", "7", "true", "create-failed", "**", "sensor*"))
                // So few that every combination of them fits among the tries.
                .edgeCases(some -> some.includeOnly("", "\u0000", "\uffff", "*", "sensor*"));
        return Combinators.combine(values, values, values, values)
                .as((job, thing, number, force) -> Json.write(
                        Map.of("JobId", job, "ThingName", thing, "ExecutionNumber", number, "Force", force)));
    }

    private static void parse(String body) {
        try {
            CleanupTarget target =
                    CleanupQueueHandler.parse(body, Instant.EPOCH).target();
            assertThat(target.toString()).doesNotContain("**", "sensor*");
        } catch (RequestException | InvalidPropertyException broken) {
            assertThat(broken.getMessage()).isNotBlank().hasSizeLessThan(LONGEST_REASON);
        }
    }
}
