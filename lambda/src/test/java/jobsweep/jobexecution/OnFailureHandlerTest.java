package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import jobsweep.Events;
import jobsweep.FakeLambda;
import jobsweep.LoopbackServer;
import jobsweep.LoopbackServer.Reply;
import jobsweep.invocation.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The on-failure destination, with records as Lambda writes them.
class OnFailureHandlerTest {

    private static final String CRASHED = """
            'requestContext':{'requestId':'lambda-request-0','condition':'RetriesExhausted','approximateInvokeCount':3,
                              'functionArn':'arn:aws:lambda:eu-central-1:123456789012:function:jobsweep:$LATEST'},
            'responseContext':{'statusCode':200,'executedVersion':'$LATEST','functionError':'Unhandled'},
            'responsePayload':{'errorType':'Runtime.ExitError','errorMessage':'Runtime exited: signal: killed'}""";

    private final FakeLambda lambda = new FakeLambda(Duration.ofSeconds(30));
    private final LoopbackServer bucket = new LoopbackServer(Reply.status(200));

    @AfterEach
    void stopBucket() {
        bucket.close();
    }

    @Test
    void aRequestThatNobodyAnsweredIsFailedInLambdasOwnWords() {
        handle(record(CRASHED, "'RequestType':'Delete','PhysicalResourceId':'firmware/sensor/7'"));

        assertThat(answer())
                .containsEntry("Status", "FAILED")
                .containsEntry("PhysicalResourceId", "firmware/sensor/7")
                .containsEntry("RequestId", "c0ffee-1")
                .containsEntry("LogicalResourceId", "Rollout")
                .extractingByKey("Reason")
                .asString()
                .startsWith("The function could not answer: Lambda gave up with RetriesExhausted after 3 invocation(s)"
                        + " of request lambda-request-0, the last of which ended with Runtime.ExitError:"
                        + " Runtime exited: signal: killed. Its log is in the log group log-group.");
    }

    @Test
    void aCreateThatNobodyAnsweredIsMarkedAsFailed() {
        handle(record(CRASHED, "'RequestType':'Create'"));

        assertThat(answer()).containsEntry("PhysicalResourceId", "create-failed:c0ffee-1");
    }

    @Test
    void anEventThatNeverReachedTheFunctionIsAnsweredToo() {
        handle(record(
                "'requestContext':{'requestId':'r','condition':'EventAgeExceeded','approximateInvokeCount':0}",
                "'RequestType':'Update','PhysicalResourceId':'firmware/sensor/7'"));

        assertThat(answer())
                .extractingByKey("Reason")
                .asString()
                .contains("EventAgeExceeded after 0 invocation(s) of request r. Its log");
    }

    @Test
    void aTimeOutIsToldWithoutATypeToo() {
        handle(record(
                "'responsePayload':{'errorMessage':'request-1 Task timed out after 30.00 seconds'}",
                "'RequestType':'Create'"));

        assertThat(answer())
                .extractingByKey("Reason")
                .asString()
                .contains("ended with request-1 Task timed out after 30.00 seconds. Its log");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create-failed:c0ffee-1", "fleet_Rollout_1A2B3C", "firmware/sensor/007"})
    void theDeleteOfWhatWasNeverMadeSucceeds(String id) {
        handle(record(CRASHED, "'RequestType':'Delete','PhysicalResourceId':'" + id + "'"));

        assertThat(answer()).containsEntry("Status", "SUCCESS").containsEntry("PhysicalResourceId", id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'errorType':'java.lang.OutOfMemoryError'",
                "'errorType':'java.lang.OutOfMemoryError','errorMessage':null",
                "'errorType':'java.lang.OutOfMemoryError','errorMessage':'null'",
                "'errorType':'java.lang.OutOfMemoryError','errorMessage':'java.lang.OutOfMemoryError'",
            })
    void anErrorWithoutAMessageIsNamedByItsType(String error) {
        handle(record("'responsePayload':{%s}".formatted(error), "'RequestType':'Create'"));

        assertThat(answer())
                .extractingByKey("Reason")
                .asString()
                .contains("ended with java.lang.OutOfMemoryError. Its log");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{'requestPayload':null}",
                "{'requestPayload':'text'}",
                "{'requestPayload':{'ResponseURL':'https://example.com/'}}",
                "{'requestPayload':{},'requestContext':[],'responsePayload':7}"
            })
    void aRecordWithoutAnEventThatCanBeAnsweredIsLoggedAndEndsQuietly(String record) {
        handle(Events.input(record));

        assertThat(bucket.requests()).isEmpty();
        assertThat(lambda.log()).singleElement().asString().contains("\"ignored\"");
    }

    @Test
    void theResponseUrlStaysOutOfTheLogAndTheAnswer() {
        handle(record(CRASHED, "'RequestType':'Create'"));

        assertThat(lambda.log()).singleElement().asString().doesNotContain("X-Amz");
        assertThat(bucket.requests().getFirst().body()).doesNotContain("X-Amz");
    }

    private InputStream record(String members, String head) {
        return Events.input(
                "{'version':'1.0','requestPayload':%s,%s}".formatted(Events.text(bucket, head, ""), members));
    }

    private void handle(InputStream record) {
        new OnFailureHandler(Events.environment(bucket), lambda.platform())
                .handle(record, OutputStream.nullOutputStream(), lambda.invocation());
    }

    private Map<String, Object> answer() {
        assertThat(bucket.requests()).hasSize(1);
        return Json.readObject(Events.verbatim(bucket.requests().getFirst().body()))
                .orElseThrow();
    }
}
