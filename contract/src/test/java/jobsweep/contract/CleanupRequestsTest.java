package jobsweep.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanupRequestsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            firmware | sensor | 7 | ONE_EXECUTION
            firmware | sensor |   | EVERY_EXECUTION_OF_A_JOB_ON_A_THING
            *        | sensor |   | EVERY_JOB_ON_A_THING
            firmware | *      |   | EVERY_THING_OF_A_JOB
            """)
    void theKindIsWhatARequestLeavesOpen(String jobId, String thingName, String number, RequestKind kind) {
        assertThat(kind(jobId, thingName, number)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * | *      |   | JobId and ThingName must not both be *: name the job, the thing, or both
            * | *      | 7 | JobId and ThingName must not both be *: name the job, the thing, or both
            * | sensor | 7 | ExecutionNumber must not be given where JobId or ThingName is *: a number means something for one job on one thing only
            a | *      | 7 | ExecutionNumber must not be given where JobId or ThingName is *: a number means something for one job on one thing only
            """)
    void whatDoesNotGoTogetherIsRefused(String jobId, String thingName, String number, String message) {
        assertThatThrownBy(() -> kind(jobId, thingName, number))
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessage(message);
    }

    private static RequestKind kind(String jobId, String thingName, String number) {
        Map<String, String> request = new HashMap<>(Map.of("JobId", jobId, "ThingName", thingName));
        if (number != null) {
            request.put("ExecutionNumber", number);
        }
        return CleanupRequests.kind(new ResourceProperties(request));
    }
}
