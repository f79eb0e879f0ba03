package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import jobsweep.FakeContext;
import jobsweep.FakeTime;
import jobsweep.LoopbackServer;
import jobsweep.LoopbackServer.Reply;
import jobsweep.LoopbackServer.Request;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iot.IotClient;

/// The adapter on the SDK's real client, against replies as IoT gives them on the wire.
class IotJobExecutionsTest {

    private static final JobExecution EXECUTION = InMemoryJobExecutions.execution("firmware", "site:sensor", 7);
    private static final DeletionOptions PLAIN = new DeletionOptions(false, Duration.ZERO, Optional.empty());
    private static final Reply OK = Reply.json(200, "{}");
    private static final Reply THROTTLED = Reply.error(400, "ThrottlingException", "Rate exceeded");

    private final FakeTime time = new FakeTime(Duration.ofSeconds(90));

    @Test
    void deleteNamesThingJobAndNumberInThePath() {
        var request = onlyRequest(iot -> iot.delete(EXECUTION, PLAIN, () -> true), OK);

        assertThat(request.method()).isEqualTo("DELETE");
        assertThat(request.target()).isEqualTo("/things/site%3Asensor/jobs/firmware/executionNumber/7?force=false");
    }

    @Test
    void forceAndNamespaceGoOut() {
        var options = new DeletionOptions(true, Duration.ZERO, Optional.of(new NamespaceId("aws-gg-deployment")));

        assertThat(onlyRequest(iot -> iot.delete(EXECUTION, options, () -> true), OK)
                        .target())
                .endsWith("/executionNumber/7?force=true&namespaceId=aws-gg-deployment");
    }

    @Test
    void aDeletionIsToldByIotsAnswer() {
        assertThat(delete(OK)).isEqualTo(new Deletion.Deleted());
        assertThat(delete(Reply.error(404, "ResourceNotFoundException", "Not there")))
                .isEqualTo(new Deletion.AlreadyGone());
        assertThat(delete(Reply.error(409, "InvalidStateTransitionException", "In progress")))
                .isEqualTo(new Deletion.Refused(
                        "InvalidStateTransitionException: In progress, HTTP 409," + " AWS request id iot-request-1"));
    }

    @Test
    void anExecutionIsFoundWithStatusAndTimeToTheMillisecond() {
        var found = find(Reply.json(
                200, "{\"execution\":{\"status\":\"IN_PROGRESS\",\"queuedAt\":1560787023.636,\"executionNumber\":7}}"));

        assertThat(found)
                .contains(new FoundExecution(EXECUTION, "IN_PROGRESS", Instant.parse("2019-06-17T15:57:03.636Z")));
    }

    @Test
    void aStatusThatIsNewToTheSdkIsKeptAsIotSpellsIt() {
        assertThat(find(Reply.json(200, "{\"execution\":{\"status\":\"PAUSED\",\"queuedAt\":1.5}}"))
                        .map(FoundExecution::status))
                .contains("PAUSED");
    }

    @Test
    void aMissingExecutionIsNotFound() {
        assertThat(find(Reply.error(404, "ResourceNotFoundException", "Not there")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"execution\":{}}", "{\"execution\":{\"status\":\"QUEUED\"}}"})
    void anAnswerThatLacksWhatIsNeededIsNotUnderstood(String answer) {
        assertThatThrownBy(() -> find(Reply.json(200, answer)))
                .isInstanceOf(JobExecutionsException.class)
                .hasMessageEndingWith("answered an execution without its job, thing, number, status or queuedAt.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "", "{", "{\"message\":\"Welcome\"}", "<html>Welcome</html>", "{\"executionSummaries\":["})
    void aListingThatIsNotAwsIotsIsAskedForAgain(String answer) {
        try (var server = new LoopbackServer(Reply.json(200, answer), Reply.json(200, answer), page(1, ""))) {
            assertThat(listed(on(server))).containsExactly(1L);
        }
        try (var server = new LoopbackServer(Reply.json(200, answer))) {
            assertThatThrownBy(() -> listed(on(server)))
                    .isInstanceOf(JobExecutionsException.class)
                    .hasMessageStartingWith("iot:ListJobExecutionsForThing on arn:aws-cn:iot:");
        }
    }

    @Test
    void ofAListingOnlyWhatWasAskedForIsTaken() {
        String others = """
                {"jobId":"%s","jobExecutionSummary":{"status":"QUEUED","queuedAt":1.5,"executionNumber":1}}""";
        String answer = "{\"executionSummaries\":[%s,%s,%s]}"
                .formatted(others.formatted("FIRMWARE"), others.formatted("firmware"), others.formatted("wifi"));
        try (var server = new LoopbackServer(Reply.json(200, answer))) {
            assertThat(on(server).findAll(EXECUTION.jobId(), EXECUTION.thingName(), Optional.empty()))
                    .extracting(found -> found.execution().jobId().value())
                    .containsExactly("firmware");
        }
    }

    @Test
    void aTokenThatComesBackEndsTheListing() {
        try (var server = new LoopbackServer(page(1, ",\"nextToken\":\"again\""))) {
            assertThatThrownBy(() -> listed(on(server)))
                    .isInstanceOf(JobExecutionsException.class)
                    .hasMessage("A listing of AWS IoT's comes back to a page that it had before.");
        }
    }

    private static List<Long> listed(JobExecutions executions) {
        return executions
                .findAll(EXECUTION.jobId(), EXECUTION.thingName(), Optional.empty())
                .map(found -> found.execution().number().value())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ExpiredTokenException", "InvalidSignatureException", "UnrecognizedClientException"})
    void whatNoPolicyMendsIsSaidByItsOwnName(String error) {
        assertThatThrownBy(() -> delete(Reply.error(403, error, "Look at the clock")))
                .hasMessageStartingWith("iot:DeleteJobExecution on arn:aws-cn:")
                .hasMessageContaining(" failed: " + error + ": Look at the clock, HTTP 403");
    }

    @Test
    void everyPageIsRead() {
        try (var server = new LoopbackServer(page(1, ",\"nextToken\":\"more/+\""), page(2, ""))) {
            var found = on(server).findAll(new JobId("firmware"), new ThingName("sensor"), Optional.empty());

            assertThat(found)
                    .extracting(it -> it.execution().toString())
                    .containsExactly("firmware/sensor/1", "firmware/sensor/2");
            assertThat(server.requests())
                    .extracting(Request::target)
                    .containsExactly(
                            "/things/sensor/jobs?maxResults=250&jobId=firmware",
                            "/things/sensor/jobs?maxResults=250&nextToken=more%2F%2B&jobId=firmware");
        }
    }

    @Test
    void executionsAreListedInTheirNamespace() {
        try (var server = new LoopbackServer(page(1, ""))) {
            assertThat(on(server)
                            .findAll(
                                    new JobId("firmware"), new ThingName("sensor"), Optional.of(new NamespaceId("gg"))))
                    .hasSize(1);

            assertThat(server.requests().getFirst().target()).contains("namespaceId=gg");
        }
    }

    @Test
    void everyJobsExecutionsOnAThingAreListed() {
        try (var server = new LoopbackServer(page(1, ""))) {
            assertThat(on(server).findAll(new ThingName("sensor"), Optional.empty()))
                    .extracting(it -> it.execution().toString())
                    .containsExactly("firmware/sensor/1");
            assertThat(server.requests())
                    .extracting(Request::target)
                    .containsExactly("/things/sensor/jobs?maxResults=250");
        }
    }

    @Test
    void everyThingsExecutionsOfAJobAreListedAndTheThingIsTheLastPartOfItsArn() {
        Reply answer = Reply.json(200, """
                {"executionSummaries": [{
                    "thingArn": "arn:aws-cn:iot:cn-north-1:123456789012:thing/site:sensor",
                    "jobExecutionSummary": {"status": "FAILED", "queuedAt": 1.5, "executionNumber": 7}}]}""");
        try (var server = new LoopbackServer(answer)) {
            assertThat(on(server).findAll(new JobId("firmware")))
                    .containsExactly(new FoundExecution(EXECUTION, "FAILED", Instant.ofEpochMilli(1500)));
            assertThat(server.requests())
                    .extracting(Request::target)
                    .containsExactly("/jobs/firmware/things?maxResults=250");
        }
    }

    @Test
    void aPageIsReadOnlyWhenItIsWanted() {
        try (var server = new LoopbackServer(page(1, ",\"nextToken\":\"more\""), page(2, ""))) {
            var found = on(server).findAll(new JobId("firmware"), new ThingName("sensor"), Optional.empty());
            assertThat(server.requests()).isEmpty();

            assertThat(found.findFirst()).isPresent();

            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aThingThatIsGoneHasNoExecutions() {
        try (var server = new LoopbackServer(Reply.error(404, "ResourceNotFoundException", "Not there"))) {
            assertThat(on(server).findAll(new JobId("firmware"), new ThingName("sensor"), Optional.empty()))
                    .isEmpty();
        }
    }

    @Test
    void throttlingIsTriedAgainAlthoughItComesWithHttp400() {
        try (var server = new LoopbackServer(THROTTLED, THROTTLED, THROTTLED, OK)) {
            assertThat(on(server).delete(EXECUTION, PLAIN, () -> true)).isEqualTo(new Deletion.Deleted());

            assertThat(server.requests()).hasSize(4);
            assertThat(time.pauses()).hasSize(3);
        }
    }

    @Test
    void throttlingFailsOnlyWhenTimeIsUpAndWithTheLastError() {
        try (var server = new LoopbackServer(THROTTLED)) {
            assertThatThrownBy(() -> on(server).delete(EXECUTION, PLAIN, () -> true))
                    .isInstanceOf(JobExecutionsException.class)
                    .hasMessage("iot:DeleteJobExecution on arn:aws-cn:iot:cn-north-1:123456789012:job/firmware"
                            + " and arn:aws-cn:iot:cn-north-1:123456789012:thing/site:sensor failed:"
                            + " ThrottlingException: Rate exceeded, HTTP 400, AWS request id iot-request-1.");

            assertThat(server.requests()).hasSizeGreaterThan(5);
            assertThat(time.left()).isPositive().isLessThan(Duration.ofSeconds(21));
        }
    }

    @Test
    void aDeletionIsTriedAgainOnlyWhileTheExecutionIsStillThere() {
        try (var server = new LoopbackServer(Reply.status(500), OK)) {
            assertThat(on(server).delete(EXECUTION, PLAIN, () -> false)).isEqualTo(new Deletion.AlreadyGone());

            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aDenialThatPassesIsWaitedFor() {
        var denied = Reply.error(403, "AccessDeniedException", "User x is not authorized");
        try (var server = new LoopbackServer(denied, denied, OK)) {
            assertThat(on(server).delete(EXECUTION, PLAIN, () -> true)).isEqualTo(new Deletion.Deleted());

            assertThat(time.pauses()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
        }
    }

    @Test
    void aDenialThatLastsFailsLongBeforeTimeIsUp() {
        try (var server = new LoopbackServer(Reply.error(403, "AccessDeniedException", "No"))) {
            assertThatThrownBy(() -> on(server).delete(EXECUTION, PLAIN, () -> true))
                    .hasMessageStartingWith("Access denied:");

            assertThat(time.left()).isGreaterThan(Duration.ofSeconds(79));
        }
    }

    @Test
    void noCallBeginsWhenTimeIsUp() {
        var over = new FakeTime(Duration.ZERO);
        try (var server = new LoopbackServer(OK)) {
            var iot = on(server, over);

            assertThatThrownBy(() -> iot.find(EXECUTION))
                    .hasMessageStartingWith("The function's time was up before iot:DescribeJobExecution on arn:");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void serverErrorsAndBrokenConnectionsAreTriedAgain() {
        try (var server = new LoopbackServer(Reply.status(500), Reply.status(503), new Reply.Drop(), OK)) {
            assertThat(on(server).delete(EXECUTION, PLAIN, () -> true)).isEqualTo(new Deletion.Deleted());
        }
    }

    @Test
    void aRefusedConnectionIsTriedAgainUntilTimeIsUp() {
        LoopbackServer gone = new LoopbackServer(OK);
        gone.close();

        assertThatThrownBy(() -> on(gone).delete(EXECUTION, PLAIN, () -> true))
                .isInstanceOf(JobExecutionsException.class)
                .hasMessageContaining("iot:DeleteJobExecution")
                .hasMessageEndingWith("socket connection refused.");
        assertThat(time.pauses()).hasSizeGreaterThan(5);
    }

    @Test
    void aCallThatHangsIsCutByTheTimeLeft() {
        var nearlyOver = new FakeTime(Duration.ofMillis(200));
        try (var server = new LoopbackServer(new Reply.Hang())) {
            var iot = on(server, nearlyOver);

            assertThatThrownBy(() -> iot.delete(EXECUTION, PLAIN, () -> true))
                    .isInstanceOf(JobExecutionsException.class);
        }
    }

    @Test
    void anInvalidRequestFailsAfterOneCall() {
        try (var server = new LoopbackServer(Reply.error(400, "InvalidRequestException", "No such namespace"))) {
            assertThatThrownBy(() -> on(server).delete(EXECUTION, PLAIN, () -> true))
                    .hasMessageContaining("InvalidRequestException: No such namespace, HTTP 400");

            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void deniedAccessNamesActionAndArns() {
        assertThatThrownBy(() -> delete(Reply.error(403, "AccessDeniedException", "User x is not authorized")))
                .hasMessage("Access denied: the function's role must allow iot:DeleteJobExecution"
                        + " on arn:aws-cn:iot:cn-north-1:123456789012:job/firmware"
                        + " and arn:aws-cn:iot:cn-north-1:123456789012:thing/site:sensor; AWS IoT answered"
                        + " AccessDeniedException: User x is not authorized, HTTP 403, AWS request id iot-request-1.");
    }

    @Test
    void aPlain403FromSomethingBetweenIsDeniedAccessToo() {
        assertThatThrownBy(() -> delete(new Reply.Status(403, Map.of(), "<html>Forbidden</html>")))
                .hasMessageStartingWith("Access denied: the function's role must allow iot:DeleteJobExecution on arn:")
                .hasMessageEndingWith("; AWS IoT answered something without an error code, HTTP 403.");
    }

    @Test
    void a404FromSomethingBetweenIsNotTakenForAnExecutionThatIsGone() {
        assertThatThrownBy(() -> delete(new Reply.Status(404, Map.of(), "<html>Not found</html>")))
                .isInstanceOf(JobExecutionsException.class)
                .hasMessageContaining("HTTP 404");
    }

    @Test
    void a200FromSomethingBetweenIsNotTakenForADeletion() {
        var page = new Reply.Status(200, Map.of(), "<html>Welcome</html>");
        try (var server = new LoopbackServer(page, page, OK)) {
            assertThat(on(server).delete(EXECUTION, PLAIN, () -> true)).isEqualTo(new Deletion.Deleted());

            assertThat(server.requests()).hasSize(3);
        }
    }

    private static Reply page(long number, String more) {
        return Reply.json(
                200,
                "{\"executionSummaries\":[{\"jobId\":\"firmware\",\"jobExecutionSummary\":"
                        + "{\"status\":\"QUEUED\",\"queuedAt\":1.5,\"executionNumber\":" + number + "}}]" + more + "}");
    }

    private Optional<FoundExecution> find(Reply reply) {
        try (var server = new LoopbackServer(reply)) {
            return on(server).find(EXECUTION);
        }
    }

    private Deletion delete(Reply reply) {
        try (var server = new LoopbackServer(reply)) {
            return on(server).delete(EXECUTION, PLAIN, () -> true);
        }
    }

    private Request onlyRequest(Consumer<JobExecutions> call, Reply reply) {
        try (var server = new LoopbackServer(reply)) {
            call.accept(on(server));
            List<Request> requests = server.requests();
            assertThat(requests).hasSize(1);
            return requests.getFirst();
        }
    }

    private JobExecutions on(LoopbackServer server) {
        return on(server, time);
    }

    private static JobExecutions on(LoopbackServer server, FakeTime time) {
        IotClient client = TestClients.iot(server);
        var invocation = new Invocation(
                FakeContext.FUNCTION_ARN, "request", "stream", new Deadline(time::left, time::pass), new Progress());
        var calls = new IotCalls(
                AwsClients.whileThereIsTime(new SplittableRandom(7)),
                Quota.unlimited(),
                invocation,
                Duration.ofSeconds(10));
        return new IotJobExecutions(client, calls, invocation);
    }
}
