package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jobsweep.FakeLambda;
import jobsweep.LoopbackServer;
import jobsweep.LoopbackServer.Reply;
import jobsweep.LoopbackServer.Request;
import jobsweep.RawPeer;
import jobsweep.contract.CleanupTarget;
import jobsweep.contract.JobExecution;
import jobsweep.contract.JobId;
import jobsweep.contract.NamespaceId;
import jobsweep.contract.ThingName;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.Invocation;
import jobsweep.platform.Clock;
import jobsweep.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.iot.IotClient;

/// The adapter on the SDK's real client, against replies as IoT gives them on the wire.
class IotJobExecutionsTest {

    private static final JobExecution EXECUTION = InMemoryJobExecutions.execution("firmware", "site:sensor", 7);
    private static final CleanupTarget JOB_ON_THING = new CleanupTarget(new JobId("firmware"), new ThingName("sensor"));
    private static final CleanupTarget EVERY_JOB =
            new CleanupTarget(Optional.empty(), Optional.of(new ThingName("sensor")), Optional.empty());
    private static final CleanupTarget EVERY_THING =
            new CleanupTarget(Optional.of(new JobId("firmware")), Optional.empty(), Optional.empty());
    private static final DeletionOptions PLAIN = new DeletionOptions(false, Duration.ZERO, Optional.empty());
    private static final Reply OK = Reply.json(200, "{}");
    private static final Reply THROTTLED = Reply.error(400, "ThrottlingException", "Rate exceeded");

    private static final String DESCRIBED = "{\"execution\":{\"status\":\"QUEUED\",\"queuedAt\":1.5}}";

    private final FakeLambda lambda = new FakeLambda(Duration.ofSeconds(90));

    @Test
    void deleteNamesThingJobAndNumberInThePath() {
        var request = onlyRequest(iot -> delete(iot, EXECUTION, PLAIN), OK);

        assertThat(request.method()).isEqualTo("DELETE");
        assertThat(request.target()).isEqualTo("/things/site%3Asensor/jobs/firmware/executionNumber/7?force=false");
    }

    @Test
    void forceAndNamespaceGoOut() {
        var options = new DeletionOptions(true, Duration.ZERO, Optional.of(new NamespaceId("aws-gg-deployment")));

        assertThat(onlyRequest(iot -> delete(iot, EXECUTION, options), OK).target())
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

        assertThat(found).get().satisfies(it -> {
            assertThat(it.execution()).isEqualTo(EXECUTION);
            assertThat(it.status()).isEqualTo("IN_PROGRESS");
            assertThat(it.queuedAt()).isEqualTo("2019-06-17T15:57:03.636Z");
        });
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
                .hasMessageStartingWith("iot:DescribeJobExecution on arn:")
                .hasMessageEndingWith("The answer has no execution with status and queuedAt and so is not AWS IoT's.");
    }

    @Test
    void everyPageIsRead() {
        try (var server = new LoopbackServer(page(1, ",\"nextToken\":\"more/+\""), page(2, ""))) {
            var found = on(server).findAll(JOB_ON_THING, Optional.empty());

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
            assertThat(on(server).findAll(JOB_ON_THING, Optional.of(new NamespaceId("gg"))))
                    .hasSize(1);

            assertThat(server.requests().getFirst().target()).contains("namespaceId=gg");
        }
    }

    @Test
    void everyJobsExecutionsOnAThingAreListed() {
        try (var server = new LoopbackServer(page(1, ""))) {
            assertThat(on(server).findAll(EVERY_JOB, Optional.empty()))
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
            assertThat(on(server).findAll(EVERY_THING, Optional.empty()))
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.execution()).isEqualTo(EXECUTION);
                        assertThat(it.status()).isEqualTo("FAILED");
                        assertThat(it.queuedAt()).isEqualTo("1970-01-01T00:00:01.500Z");
                    });
            assertThat(server.requests())
                    .extracting(Request::target)
                    .containsExactly("/jobs/firmware/things?maxResults=250");
        }
    }

    @Test
    void aPageIsReadOnlyWhenItIsWanted() {
        try (var server = new LoopbackServer(page(1, ",\"nextToken\":\"more\""), page(2, ""))) {
            var found = on(server).findAll(JOB_ON_THING, Optional.empty());
            assertThat(server.requests()).isEmpty();

            assertThat(found.findFirst()).isPresent();

            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aThingThatIsGoneHasNoExecutions() {
        try (var server = new LoopbackServer(Reply.error(404, "ResourceNotFoundException", "Not there"))) {
            assertThat(on(server).findAll(JOB_ON_THING, Optional.empty())).isEmpty();
        }
    }

    @Test
    void throttlingIsTriedAgainAlthoughItComesWithHttp400() {
        try (var server = new LoopbackServer(THROTTLED, THROTTLED, THROTTLED, OK)) {
            assertThat(delete(on(server), EXECUTION, PLAIN)).isEqualTo(new Deletion.Deleted());

            assertThat(server.requests()).hasSize(4);
            assertThat(lambda.pauses()).hasSize(3);
        }
    }

    @Test
    void throttlingFailsOnlyWhenTimeIsUpAndWithTheLastError() {
        try (var server = new LoopbackServer(THROTTLED)) {
            assertThatThrownBy(() -> delete(on(server), EXECUTION, PLAIN))
                    .isInstanceOf(JobExecutionsException.class)
                    .hasMessage("iot:DeleteJobExecution on arn:aws-cn:iot:cn-north-1:123456789012:job/firmware"
                            + " and arn:aws-cn:iot:cn-north-1:123456789012:thing/site:sensor failed:"
                            + " ThrottlingException: Rate exceeded, HTTP 400, AWS request id iot-request-1.");

            assertThat(server.requests()).hasSizeGreaterThan(5);
            assertThat(lambda.left()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @ParameterizedTest
    @CsvSource({"1.5, true", "2.5, false"})
    void aDeletionIsTriedAgainOnlyWhileTheExecutionIsStillThere(String queuedAt, boolean deletes) {
        Reply look = Reply.json(200, "{\"execution\":{\"status\":\"QUEUED\",\"queuedAt\":1.5}}");
        Reply again = Reply.json(200, "{\"execution\":{\"status\":\"QUEUED\",\"queuedAt\":%s}}".formatted(queuedAt));
        try (var server = new LoopbackServer(look, Reply.status(500), again, OK)) {
            assertThat(cleanUp(on(server)).deleted()).isEqualTo(deletes ? 1 : 0);

            assertThat(server.requests()).extracting(Request::method).startsWith("GET", "DELETE", "GET");
            assertThat(server.requests()).hasSize(deletes ? 4 : 3);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, true", "999, true", "1001, false"})
    void aLookIsReliedOnForASecond(long millis, boolean deletes) {
        Reply look = Reply.json(200, "{\"execution\":{\"status\":\"QUEUED\",\"queuedAt\":1.5}}");
        Reply newer = Reply.json(200, "{\"execution\":{\"status\":\"QUEUED\",\"queuedAt\":2.5}}");
        try (var server = new LoopbackServer(look, deletes ? OK : newer)) {
            JobExecutions executions = on(server);
            FoundExecution found = executions.find(EXECUTION).orElseThrow();
            lambda.pause(Duration.ofMillis(millis));

            assertThat(cleanUp(executions, () -> Stream.of(found)).deleted()).isEqualTo(deletes ? 1 : 0);
            assertThat(server.requests())
                    .extracting(Request::method)
                    .containsExactly("GET", deletes ? "DELETE" : "GET");
        }
    }

    static Stream<Reply> notOfADeletion() {
        return Stream.of(
                Reply.json(200, "{\"execution\":{\"status\":\"QUEUED\",\"queuedAt\":1.5}}"),
                Reply.json(200, "<html>Welcome</html>"),
                Reply.json(200, "{\"__type\":\"ThrottlingException\"}"),
                Reply.json(202, ""),
                Reply.json(206, ""));
    }

    @ParameterizedTest
    @MethodSource("notOfADeletion")
    void anotherAnswerThanOneToADeletionIsNotTakenForIt(Reply answer) {
        try (var server = new LoopbackServer(answer)) {
            assertThatThrownBy(() -> delete(on(server), EXECUTION, PLAIN))
                    .isInstanceOf(JobExecutionsException.class)
                    .hasMessageEndingWith("The answer is another one than to a deletion and so is not AWS IoT's.");
            assertThat(server.requests()).hasSizeGreaterThan(1);
        }
    }

    @Test
    void aDenialThatPassesIsWaitedFor() {
        var denied = Reply.error(403, "AccessDeniedException", "User x is not authorized");
        try (var server = new LoopbackServer(denied, denied, OK)) {
            assertThat(delete(on(server), EXECUTION, PLAIN)).isEqualTo(new Deletion.Deleted());

            assertThat(lambda.pauses()).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2));
        }
    }

    @Test
    void aDenialThatLastsFailsLongBeforeTimeIsUp() {
        try (var server = new LoopbackServer(Reply.error(403, "AccessDeniedException", "No"))) {
            assertThatThrownBy(() -> delete(on(server), EXECUTION, PLAIN)).hasMessageStartingWith("Access denied:");

            assertThat(lambda.left()).isGreaterThan(Duration.ofSeconds(79));
        }
    }

    @Test
    void noCallBeginsWhenTimeIsUp() {
        var over = new FakeLambda(Duration.ZERO);
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
            assertThat(delete(on(server), EXECUTION, PLAIN)).isEqualTo(new Deletion.Deleted());
        }
    }

    @Test
    void aRefusedConnectionIsTriedAgainUntilTimeIsUp() {
        LoopbackServer gone = new LoopbackServer(OK);
        gone.close();

        assertThatThrownBy(() -> delete(on(gone), EXECUTION, PLAIN))
                .isInstanceOf(JobExecutionsException.class)
                .hasMessageContaining("iot:DeleteJobExecution")
                .hasMessageEndingWith("socket connection refused, with 127.0.0.1.");
        assertThat(lambda.pauses()).hasSizeGreaterThan(5);
        assertThat(lambda.left()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aCallThatHangsIsCutByTheTimeLeft() {
        var nearlyOver = new FakeLambda(Duration.ofMillis(200));
        try (var server = new LoopbackServer(new Reply.Hang())) {
            var iot = on(server, nearlyOver);

            // A limit that was next to nothing says nothing of who did not keep it.
            assertThatThrownBy(() -> delete(iot, EXECUTION, PLAIN)).isInstanceOf(OutOfTimeException.class);
        }
    }

    @Test
    void anInvalidRequestFailsAfterOneCall() {
        try (var server = new LoopbackServer(Reply.error(400, "InvalidRequestException", "No such namespace"))) {
            assertThatThrownBy(() -> delete(on(server), EXECUTION, PLAIN))
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
    void aPlain403FromSomethingBetweenIsDeniedAccessButNotForTheRole() {
        assertThatThrownBy(() -> delete(new Reply.Status(403, Map.of(), "<html>Forbidden</html>")))
                .hasMessageStartingWith("Access denied: iot:DeleteJobExecution on arn:")
                .hasMessageEndingWith(
                        " was answered something without an error code, HTTP 403 without an AWS request id,"
                                + " by something between the function and AWS IoT, such as a proxy or a firewall.");
    }

    static List<Reply> answersOfSomethingBetween() {
        var type = Map.of("x-amzn-ErrorType", "ResourceNotFoundException");
        return List.of(
                new Reply.Status(200, Map.of(), "<html>Welcome</html>"),
                new Reply.Status(200, Map.of(), "{}"),
                new Reply.Status(200, Map.of(), "{\"executionSummaries\":[]}"),
                Reply.status(204),
                Reply.status(301),
                new Reply.Status(404, Map.of(), "<html>Not found</html>"),
                new Reply.Status(404, Map.of(), "{\"message\":\"Not found\"}"),
                new Reply.Status(404, type, "{}"),
                new Reply.Status(409, Map.of("x-amzn-ErrorType", "InvalidStateTransitionException"), "{}"),
                Reply.json(404, "{}"));
    }

    @ParameterizedTest
    @MethodSource("answersOfSomethingBetween")
    void whatSomethingBetweenAnswersIsTriedAgain(Reply reply) {
        try (var server = new LoopbackServer(reply, reply, OK)) {
            assertThat(delete(on(server), EXECUTION, PLAIN)).isEqualTo(new Deletion.Deleted());

            assertThat(server.requests()).hasSize(3);
        }
        try (var server = new LoopbackServer(reply, reply, page(1, ""))) {
            assertThat(listOn(server)).hasSize(1);
        }
        try (var server = new LoopbackServer(reply, reply, Reply.json(200, DESCRIBED))) {
            assertThat(on(server).find(EXECUTION)).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("answersOfSomethingBetween")
    void whatSomethingBetweenAnswersForGoodIsAFailureAndNobodyIsGone(Reply reply) {
        try (var server = new LoopbackServer(reply)) {
            assertThatThrownBy(() -> delete(on(server), EXECUTION, PLAIN))
                    .isInstanceOf(JobExecutionsException.class)
                    .hasMessageContaining(
                            "iot:DeleteJobExecution on arn:aws-cn:iot:cn-north-1:123456789012:job/firmware")
                    .message()
                    .doesNotContain("null");
            assertThat(lambda.pauses()).hasSizeGreaterThan(5);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "{\"executionSummaries\":null}",
                "{\"executionSummaries\":\"none\"}",
                "{\"executionSummaries\":[1]}",
                "{\"executionSummaries\":[{\"jobId\":\"firmware\",\"jobExecutionSummary\":{\"queuedAt\":\"yesterday\"}}]}",
                "{\"executionSummaries\":[{\"jobId\":\"firmware\",\"jobExecutionSummary\":{\"executionNumber\":\"one\"}}]}"
            })
    void whatIsNoListingIsTriedAgainAndThenAFailure(String body) {
        Reply reply = Reply.json(200, body);
        try (var server = new LoopbackServer(reply, reply, page(1, ""))) {
            assertThat(listOn(server)).hasSize(1);
        }
        try (var server = new LoopbackServer(reply)) {
            assertThatThrownBy(() -> listOn(server))
                    .isInstanceOf(JobExecutionsException.class)
                    .hasMessageStartingWith(
                            "iot:ListJobExecutionsForThing on arn:aws-cn:iot:cn-north-1:123456789012:thing/sensor failed:")
                    .hasMessageContaining("is not AWS IoT's")
                    .message()
                    .doesNotContain(": null", "\n");
        }
    }

    @Test
    void aListingThatIsCutAnywhereIsNone() throws IOException {
        String whole = "{\"executionSummaries\":[{\"jobId\":\"firmware\",\"jobExecutionSummary\":"
                + "{\"status\":\"QUEUED\",\"queuedAt\":1.5,\"executionNumber\":12}}],\"nextToken\":\"more\"}";
        try (RawPeer peer = new RawPeer()) {
            IotClient client = TestClients.iot(peer.hostAndPort());
            for (int length = 0; length < whole.length(); length++) {
                peer.saysAndCloses("HTTP/1.1 200 OK\r\nx-amzn-RequestId: 1\r\n\r\n" + whole.substring(0, length));
                var iot = on(client, new FakeLambda(Duration.ofMillis(300)));

                assertThatThrownBy(
                                () -> iot.findAll(EVERY_JOB, Optional.empty()).toList())
                        .isExactlyInstanceOf(JobExecutionsException.class);
            }
        }
    }

    @Test
    void anEmptyPageWithATokenIsFollowed() {
        Reply empty = Reply.json(200, "{\"executionSummaries\":[],\"nextToken\":\"more\"}");
        try (var server = new LoopbackServer(empty, page(2, ""))) {
            assertThat(listOn(server)).hasSize(1);
        }
    }

    @Test
    void aTokenThatComesBackEndsTheListingWithWhatWasReadAndAnError() {
        try (var server = new LoopbackServer(
                page(1, ",\"nextToken\":\"a\""),
                page(2, ",\"nextToken\":\"b\""),
                page(3, ",\"nextToken\":\"a\""),
                page(4, ""))) {
            List<FoundExecution> read = new ArrayList<>();

            assertThatThrownBy(() ->
                            on(server).findAll(EVERY_JOB, Optional.empty()).forEach(read::add))
                    .isInstanceOf(JobExecutionsException.class)
                    .hasMessageEndingWith(
                            "thing/sensor answered what can't be read. Its nextToken 'a' came a second time.");
            assertThat(read).hasSize(3);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void endlessPagesEndWithTheTime() {
        var tokens = new AtomicInteger();
        Clock counting = new Clock() {
            @Override
            public Instant now() {
                return Instant.ofEpochMilli(tokens.incrementAndGet());
            }

            @Override
            public void pause(Duration pause) {
                throw new AssertionError("Nothing here is worth a pause");
            }
        };
        Deadline deadline = new Deadline(counting, Instant.ofEpochMilli(100));
        var calls = new IotCalls(
                AwsClients.whileThereIsTime(new SplittableRandom(7)),
                Quota.unlimited(),
                invocation(deadline),
                Duration.ZERO);
        var call = new IotCalls.Call("iot:ListJobExecutionsForThing", List.of("*"));
        var endless = Pages.stream(
                call,
                _ -> calls.retried(
                        call, _ -> new Pages.Page(List.of(), List.of(), Integer.toString(tokens.incrementAndGet()))));

        assertThatThrownBy(endless::toList).isInstanceOf(OutOfTimeException.class);
    }

    @Test
    void ofAListingOnlyTheJobThatWasAskedForIsTaken() {
        Reply unfiltered = Reply.json(
                200,
                "{\"executionSummaries\":["
                        + entry("firmware", "\"status\":\"QUEUED\",\"queuedAt\":1.5,\"executionNumber\":1") + ","
                        + entry("FIRMWARE", "\"status\":\"QUEUED\",\"queuedAt\":1.5,\"executionNumber\":2") + ","
                        + entry("other", "\"status\":\"QUEUED\"") + "]}");
        try (var server = new LoopbackServer(unfiltered)) {
            assertThat(on(server).findAll(JOB_ON_THING, Optional.empty()))
                    .extracting(it -> it.execution().toString())
                    .containsExactly("firmware/sensor/1");
        }
    }

    @Test
    void entriesThatCannotBeReadAreNamedOnceTheOthersWereGiven() {
        Reply answer = Reply.json(
                200,
                "{\"executionSummaries\":[null,"
                        + entry("firmware", "\"status\":\"QUEUED\",\"executionNumber\":2") + ","
                        + entry("firmware", "\"status\":\"QUEUED\",\"queuedAt\":1.5") + ","
                        + entry("no job", "") + "," + entry("firmware", "\"executionNumber\":-1") + ","
                        + entry("firmware", "\"status\":\"QUEUED\",\"queuedAt\":1.5,\"executionNumber\":6") + "]}");
        try (var server = new LoopbackServer(answer)) {
            List<FoundExecution> read = new ArrayList<>();

            assertThatThrownBy(() ->
                            on(server).findAll(EVERY_JOB, Optional.empty()).forEach(read::add))
                    .hasMessage("iot:ListJobExecutionsForThing on arn:aws-cn:iot:cn-north-1:123456789012:thing/sensor"
                            + " answered what can't be read. Entry 1: empty. Entry 2: no queuedAt of firmware/sensor/2."
                            + " Entry 3: no executionNumber. And 2 more.");
            assertThat(read).extracting(it -> it.execution().toString()).containsExactly("firmware/sensor/6");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sensor",
                "arn:aws-cn:iot:cn-north-1:123456789012:job/sensor",
                "arn:aws-cn:iot:cn-north-1:210987654321:thing/sensor",
                "arn:aws-cn:iot:cn-north-1:123456789012:thing/",
                "arn:aws-cn:iot:cn-north-1:123456789012:thing/a/b"
            })
    void anArnThatIsNoThingsInThisAccountIsNotTakenForOne(String arn) {
        Reply answer = Reply.json(
                200,
                "{\"executionSummaries\":[{\"thingArn\":\"" + arn + "\",\"jobExecutionSummary\":"
                        + "{\"status\":\"FAILED\",\"queuedAt\":1.5,\"executionNumber\":7}}]}");
        try (var server = new LoopbackServer(answer)) {
            assertThatThrownBy(() ->
                            on(server).findAll(EVERY_THING, Optional.empty()).toList())
                    .isInstanceOf(JobExecutionsException.class)
                    .hasMessageContaining("answered what can't be read. Entry 1: ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"jobId\":\"FIRMWARE\"",
                "\"executionNumber\":8",
                "\"thingArn\":\"arn:aws-cn:iot:cn-north-1:123456789012:thing/sensor\"",
                "\"thingArn\":\"arn:aws-cn:iot:cn-north-1:210987654321:thing/site:sensor\""
            })
    void theAnswerAboutAnotherExecutionIsNotAwsIots(String member) {
        Reply another = Reply.json(200, "{\"execution\":{\"status\":\"QUEUED\",\"queuedAt\":1.5," + member + "}}");
        try (var server = new LoopbackServer(another, Reply.json(200, DESCRIBED))) {
            assertThat(on(server).find(EXECUTION)).isPresent();
        }
        assertThatThrownBy(() -> find(another))
                .hasMessageEndingWith(" failed: The answer is about another execution and so is not AWS IoT's.");
    }

    @Test
    void attemptsThatTimeOutAreFollowedByGrowingPausesWhichNoInterruptShortens() {
        Clock machine = Platform.ofThisMachine(FakeLambda.HTTP).clock();
        List<Duration> asked = new ArrayList<>();
        long began = System.nanoTime();
        Clock recording = new Clock() {
            @Override
            public Instant now() {
                return machine.now();
            }

            @Override
            public void pause(Duration pause) {
                asked.add(pause);
                machine.pause(pause);
            }
        };
        Deadline deadline = new Deadline(recording, machine.now().plusSeconds(2));
        var calls = new IotCalls(
                AwsClients.whileThereIsTime(new SplittableRandom(7)),
                Quota.unlimited(),
                invocation(deadline),
                Duration.ZERO);

        assertThatThrownBy(() -> calls.retried(new IotCalls.Call("iot:DescribeJobExecution", List.of("*")), _ -> {
                    assertThat(Thread.currentThread().isInterrupted()).isFalse();
                    Thread.currentThread().interrupt();
                    throw ApiCallAttemptTimeoutException.create(5000);
                }))
                .isInstanceOf(JobExecutionsException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(asked).hasSizeBetween(2, 30).doesNotHaveDuplicates();
        assertThat(System.nanoTime() - began)
                .isGreaterThanOrEqualTo(
                        asked.stream().reduce(Duration.ZERO, Duration::plus).toNanos());
    }

    static List<RuntimeException> failuresThatMayPass() {
        return List.of(
                new UncheckedIOException(new IOException()),
                new IllegalStateException(),
                AbortedException.create("Thread was interrupted"),
                ApiCallAttemptTimeoutException.create(5000),
                SdkClientException.builder().numAttempts(1).build(),
                SdkClientException.builder()
                        .message("Unable to execute HTTP request: null")
                        .cause(new IOException())
                        .build());
    }

    @ParameterizedTest
    @MethodSource("failuresThatMayPass")
    void whateverHappensOnTheWayIsTriedAgainAndToldWithoutNull(RuntimeException failure) {
        assertThatThrownBy(() -> failing(failure))
                .isInstanceOf(JobExecutionsException.class)
                .hasMessageStartingWith("iot:DescribeJobExecution on * failed: ")
                .message()
                .doesNotContain("null");
        assertThat(lambda.pauses()).hasSizeGreaterThan(5);
    }

    @Test
    void whatIsWrongOnThisSideIsNotTriedAgain() {
        assertThatThrownBy(() -> failing(SdkClientException.create("Unable to load credentials.")))
                .hasMessage("iot:DescribeJobExecution on * failed: Unable to load credentials.");
        assertThat(lambda.pauses()).isEmpty();
    }

    @Test
    void theTimeThatIsLeftIsNotToldInPlaceOfWhatIsWrong() {
        try (var server = new LoopbackServer(Reply.status(503), new Reply.Hang())) {
            var soonOver = new FakeLambda(Duration.ofMillis(300));

            assertThatThrownBy(() -> on(server, soonOver).find(EXECUTION)).hasMessageContaining("HTTP 503");
        }
    }

    private void failing(RuntimeException failure) {
        var calls = new IotCalls(
                AwsClients.whileThereIsTime(new SplittableRandom(7)),
                Quota.unlimited(),
                invocation(lambda.deadline()),
                Duration.ZERO);
        calls.retried(new IotCalls.Call("iot:DescribeJobExecution", List.of("*")), _ -> {
            throw failure;
        });
    }

    @ParameterizedTest
    @CsvSource({
        "ExpiredTokenException, credentials have expired",
        "InvalidSignatureException, clock is wrong",
        "SignatureDoesNotMatch, clock is wrong",
        "RequestExpired, clock is wrong",
        "UnrecognizedClientException, does not know the function's credentials",
        "InvalidClientTokenId, does not know the function's credentials",
        "OptInRequired, HTTP 403"
    })
    void another403IsToldByItsOwnNameAndNotForTheRole(String code, String words) {
        var denied = new Reply.Status(403, Map.of("x-amzn-ErrorType", code, "x-amzn-RequestId", "iot-request-1"), "{}");

        assertThatThrownBy(() -> delete(denied))
                .isInstanceOf(JobExecutionsException.class)
                .hasMessageStartingWith(
                        "iot:DeleteJobExecution on arn:aws-cn:iot:cn-north-1:123456789012:job/firmware and")
                .hasMessageContaining(" failed: " + code + ", HTTP 403, AWS request id iot-request-1.")
                .hasMessageContaining(words)
                .message()
                .doesNotContain("role must allow", "null");
    }

    private static String entry(String jobId, String summary) {
        return "{\"jobId\":\"" + jobId + "\",\"jobExecutionSummary\":{" + summary + "}}";
    }

    private List<FoundExecution> listOn(LoopbackServer server) {
        return on(server).findAll(JOB_ON_THING, Optional.empty()).toList();
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
            return delete(on(server), EXECUTION, PLAIN);
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
        return on(server, lambda);
    }

    private static JobExecutions on(LoopbackServer server, FakeLambda lambda) {
        return on(TestClients.iot(server.hostAndPort()), lambda);
    }

    private static Invocation invocation(Deadline deadline) {
        return new Invocation(
                FakeLambda.FUNCTION_ARN, "request", new Invocation.Log("group", "stream", _ -> {}), deadline);
    }

    private static JobExecutions on(IotClient client, FakeLambda lambda) {
        Invocation invocation = invocation(lambda.deadline());
        var calls = new IotCalls(
                AwsClients.whileThereIsTime(new SplittableRandom(7)),
                Quota.unlimited(),
                invocation,
                Duration.ofSeconds(10));
        return new IotJobExecutions(client, calls, IotAccount.of(Map.of()).arns(invocation.functionArn()));
    }

    private static Deletion delete(JobExecutions iot, JobExecution execution, DeletionOptions options) {
        JobExecutions.Tries tries = iot.deletion(execution, options);
        while (true) {
            tries.awaitTurn();
            Optional<Deletion> end = tries.next();
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    private CleanupResult cleanUp(JobExecutions executions) {
        return cleanUp(executions, () -> executions.find(EXECUTION).stream());
    }

    private CleanupResult cleanUp(JobExecutions executions, Supplier<Stream<FoundExecution>> look) {
        var result = new CleanupResult(PLAIN, (_, _) -> "Wait", _ -> {});
        new Cleanup(executions, PLAIN, lambda.invocation(), result)
                .afterGrace(look, new Pace(new SplittableRandom(1)), lambda.platform());
        return result;
    }
}
