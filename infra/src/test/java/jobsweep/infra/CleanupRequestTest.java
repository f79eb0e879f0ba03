package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import jobsweep.contract.RequestKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanupRequestTest {
    @Test
    void aRequestHasTheResourcesOwnPropertyNames() {
        CleanupRequest request = CleanupRequest.Builder.create()
                .jobId("firmware-42")
                .thingName("greenhouse-7")
                .executionNumber(1)
                .force(true)
                .namespaceId("gg")
                .onlyFinished(true)
                .build();

        assertThat(request.document())
                .isEqualTo(Map.of(
                        "JobId", "firmware-42",
                        "ThingName", "greenhouse-7",
                        "ExecutionNumber", "1",
                        "Force", "true",
                        "NamespaceId", "gg",
                        "OnlyFinished", "true"));
    }

    @Test
    void nullMeansNotSet() {
        CleanupRequest request = request("firmware-42", "greenhouse-7")
                .executionNumber(null)
                .force(null)
                .namespaceId(null)
                .onlyFinished(null)
                .build();

        assertThat(request.document()).containsOnlyKeys("JobId", "ThingName");
    }

    @ParameterizedTest
    @CsvSource({
        "firmware-42, greenhouse-7, EVERY_EXECUTION_OF_A_JOB_ON_A_THING",
        "*, greenhouse-7, EVERY_JOB_ON_A_THING",
        "firmware-42, *, EVERY_THING_OF_A_JOB"
    })
    void itsKindIsWhatItLeavesOpen(String jobId, String thingName, RequestKind kind) {
        assertThat(request(jobId, thingName).build().kind()).isEqualTo(kind);
    }

    @Test
    void withANumberItIsAboutOneExecution() {
        assertThat(request("firmware-42", "greenhouse-7")
                        .executionNumber(1)
                        .build()
                        .kind())
                .isEqualTo(RequestKind.ONE_EXECUTION);
    }

    @Test
    void everyJobOnEveryThingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("*", "*").build())
                .withMessage("JobId and ThingName must not both be *: name the job, the thing, or both");
    }

    @Test
    void aNumberOfEveryJobIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> request("*", "greenhouse-7").executionNumber(1).build())
                .withMessageStartingWith("ExecutionNumber must not be given where JobId or ThingName is *");
    }

    @Test
    void jobAndThingAreRequired() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        CleanupRequest.Builder.create().jobId("firmware-42").build())
                .withMessageStartingWith("ThingName is required: ");
    }

    @Test
    void literalsAreCheckedByTheFunctionsRules() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("firmware 42", "*"))
                .withMessageStartingWith("JobId must be 1 to 64 characters")
                .withMessageEndingWith("got 'firmware 42'");
    }

    @Test
    void whatItNamesHasToBeCovered() {
        TargetPatterns covered = new TargetPatterns(
                NamePatterns.ofJobs("jobs", List.of("firmware-*")), NamePatterns.ofThings("things", List.of("g-*")));

        assertThat(request("firmware-42", "*").build().narrow(covered))
                .hasToString(
                        "TargetPatterns[jobs=NamePatterns[documentedName=JobId, patterns=[firmware-42]], things=NamePatterns[documentedName=ThingName, patterns=[g-*]]]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("config-1", "*").build().narrow(covered))
                .withMessage("JobId must be covered by the patterns [firmware-*], got 'config-1'");
    }

    private static CleanupRequest.Builder request(String jobId, String thingName) {
        return CleanupRequest.Builder.create().jobId(jobId).thingName(thingName);
    }
}
