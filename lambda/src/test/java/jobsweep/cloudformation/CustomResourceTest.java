package jobsweep.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jobsweep.Documents;
import jobsweep.Events;
import jobsweep.FakeHttp;
import jobsweep.FakeLambda;
import jobsweep.FakeThreads;
import jobsweep.LoopbackServer;
import jobsweep.LoopbackServer.Reply;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.RequestException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpClient;

class CustomResourceTest {

    private static final PhysicalResourceId ID = new PhysicalResourceId("firmware/sensor");
    private static final ResourceLifecycle SUCCEEDING =
            (request, invocation) -> new ResourceState(ID, Map.of("Status", "QUEUED"));

    private final FakeLambda lambda = new FakeLambda(Duration.ofMinutes(2));
    private final List<ResourceRequest> handled = new ArrayList<>();
    private final List<String> next = new ArrayList<>();
    private LoopbackServer bucket = new LoopbackServer(Reply.status(200));

    @AfterEach
    void stopBucket() {
        bucket.close();
    }

    @Test
    void aCreateThatSucceedsIsAnsweredOnceWithItsIdsVerbatim() {
        handle(SUCCEEDING, Events.create(bucket, ""));

        assertThat(onlyAnswer())
                .containsEntry("Status", "SUCCESS")
                .containsEntry("PhysicalResourceId", "firmware/sensor")
                .containsEntry("StackId", "arn:aws:cloudformation:eu-central-1:123456789012:stack/fleet/1a2b")
                .containsEntry("RequestId", "c0ffee-1")
                .containsEntry("LogicalResourceId", "Rollout")
                .containsEntry("Data", Map.of("Status", "QUEUED"));
    }

    @Test
    void aFailedCreateIsAnsweredWithTheMarkerOfFailedCreates() {
        handle(failing(new RequestException("No.")), Events.create(bucket, ""));

        assertThat(onlyAnswer())
                .containsEntry("Status", "FAILED")
                .containsEntry("PhysicalResourceId", "create-failed:c0ffee-1");
    }

    @Test
    void aFailedUpdateOrDeleteKeepsTheIdItWasGiven() {
        handle(failing(new RequestException("No.")), Events.update(bucket, "firmware/sensor/7", ""));
        handle(failing(new RequestException("No.")), Events.delete(bucket, "firmware/sensor/7", ""));

        assertThat(answers())
                .hasSize(2)
                .allSatisfy(answer -> assertThat(answer).containsEntry("PhysicalResourceId", "firmware/sensor/7"));
    }

    @Test
    void aReasonCarriesWhatFindsTheRestOfTheStory() {
        handle(failing(new RequestException("No.")), Events.create(bucket, ""));

        assertThat(onlyAnswer())
                .containsEntry(
                        "Reason",
                        "No. (RequestId c0ffee-1; AWS request id lambda-request-1; log stream 2026/11/23/[$LATEST]abc)");
    }

    @Test
    void anUnforeseenFailureIsAnsweredWithClassAndMessage() {
        handle(failing(new IllegalStateException("odd")), Events.create(bucket, ""));

        assertThat(onlyAnswer())
                .extractingByKey("Reason")
                .asString()
                .startsWith("java.lang.IllegalStateException: odd ");
    }

    @Test
    void aFailureWithoutAMessageDoesNotSayNull() {
        handle(failing(new IllegalStateException("null")), Events.create(bucket, ""));

        assertThat(onlyAnswer())
                .extractingByKey("Reason")
                .asString()
                .startsWith("java.lang.IllegalStateException (RequestId");
    }

    @Test
    void anErrorIsAnsweredToo() {
        handle((request, invocation) -> handleForEver(request, invocation), Events.create(bucket, ""));

        assertThat(onlyAnswer()).extractingByKey("Reason").asString().startsWith("java.lang.StackOverflowError");
    }

    @Test
    void aLineThatCloudWatchWouldCutIsShorterAndStillJson() {
        handle(
                (_, _) -> {
                    throw new IllegalStateException("x".repeat(1_000_000));
                },
                Events.create(bucket, ""));

        assertThat(lambda.log().getLast().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(256_000);
        assertThat(Documents.read(lambda.log().getLast())).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'RequestType':'Read'",
                "'RequestType':'create'",
                "'RequestType':null",
                "'RequestType':['Create']"
            })
    void anUnknownRequestTypeIsFailedAndDoesNothing(String head) {
        handle(SUCCEEDING, Events.event(bucket, head, ""));

        assertThat(onlyAnswer()).containsEntry("Status", "FAILED");
        assertThat(onlyAnswer())
                .extractingByKey("Reason")
                .asString()
                .startsWith("RequestType ")
                .contains("Create, Update or Delete");
        assertThat(handled).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'RequestType':'Update'", "'RequestType':'Delete','PhysicalResourceId':''"})
    void anUpdateOrDeleteWithoutAPhysicalIdIsFailedAndDoesNothing(String head) {
        handle(SUCCEEDING, Events.event(bucket, head, ""));

        assertThat(onlyAnswer()).extractingByKey("Reason").asString().startsWith("PhysicalResourceId ");
        assertThat(onlyAnswer())
                .extractingByKey("PhysicalResourceId")
                .asString()
                .isNotEmpty();
        assertThat(handled).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "'text'",
                "7",
                "{",
                "{}",
                "{'RequestType':'Delete'}",
                "{'ResponseURL':7}",
                "{'ResponseURL':''}",
                "{'ResponseURL':'http://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/a'}",
                "{'ResponseURL':'https://example.com/','StackId':'s','RequestId':'r','LogicalResourceId':'l'}",
            })
    void anEventThatCannotBeAnsweredIsLoggedAndEndsQuietly(String event) {
        handle(SUCCEEDING, Events.input(event));

        assertThat(handled).isEmpty();
        assertThat(bucket.requests()).isEmpty();
        assertThat(logged()).containsKey("ignored");
    }

    @Test
    void anEventThatIsIgnoredIsCountedForTheAlarm() {
        handle(SUCCEEDING, Events.input("{}"));

        assertThat(lambda.log()).singleElement().asString().contains("\"Ignored\":1,");
        assertThat(logged())
                .containsEntry("FunctionName", "jobsweep")
                .containsEntry(
                        "_aws",
                        Map.of(
                                "Timestamp",
                                String.valueOf(lambda.now().toEpochMilli()),
                                "CloudWatchMetrics",
                                List.of(Map.of(
                                        "Namespace",
                                        "Jobsweep",
                                        "Dimensions",
                                        List.of(List.of("FunctionName")),
                                        "Metrics",
                                        List.of(Map.of("Name", "Ignored", "Unit", "Count"))))));
    }

    @Test
    void anAnswerLeavesNothingToBeCounted() {
        handle(SUCCEEDING, Events.create(bucket, ""));

        assertThat(logged()).doesNotContainKeys("_aws", "Ignored");
    }

    @ParameterizedTest
    @ValueSource(strings = {"StackId", "RequestId", "LogicalResourceId"})
    void anEventWithoutAnIdThatTheAnswerNeedsDoesNothing(String id) {
        handle(SUCCEEDING, Events.event(bucket, "'RequestType':'Create'", "", id));

        assertThat(handled).isEmpty();
        assertThat(logged()).containsEntry("ignored", id + " is missing");
    }

    @Test
    void anAnswerThatCannotBeDeliveredFailsTheInvocation() {
        bucket.close();
        bucket = new LoopbackServer(Reply.status(503));

        assertThatThrownBy(() -> handle(SUCCEEDING, Events.create(bucket, "")))
                .hasMessageStartingWith("The answer did not reach 127.0.0.1: HTTP 503");

        assertThat(logged()).extractingByKey("undelivered").asString().contains("HTTP 503");
        assertThat(lambda.left()).isPositive();
    }

    @Test
    void aQuarterOfTheTimeIsKeptForTheAnswerButAtMostHalfAMinute() {
        assertThat(timeForWorkOf(Duration.ofSeconds(20))).isEqualTo(Duration.ofSeconds(15));
        assertThat(timeForWorkOf(Duration.ofMinutes(15))).isEqualTo(Duration.ofSeconds(870));
    }

    @Test
    void oneLineInTheLogTellsWhatHappened() {
        handle(failing(new RequestException("No.")), Events.delete(bucket, "firmware/sensor/7", ""));

        assertThat(lambda.log()).singleElement().asString().endsWith("}\n");
        assertThat(logged())
                .containsEntry("requestType", "Delete")
                .containsEntry("requestId", "c0ffee-1")
                .containsEntry("awsRequestId", "lambda-request-1")
                .containsEntry("logStream", "2026/11/23/[$LATEST]abc")
                .containsEntry("stackId", "arn:aws:cloudformation:eu-central-1:123456789012:stack/fleet/1a2b")
                .containsEntry("logicalResourceId", "Rollout")
                .containsEntry("physicalResourceId", "firmware/sensor/7")
                .containsEntry("status", "FAILED")
                .containsEntry("reason", "No.")
                .containsEntry("putAttempts", "1")
                .containsKey("durationMillis");
    }

    @Test
    void noLineOfTheLogContainsTheUrlsQuery() {
        handle(SUCCEEDING, Events.create(bucket, ""));
        handle(failing(new IllegalStateException("odd")), Events.create(bucket, ""));
        handle(SUCCEEDING, Events.event(bucket, "'RequestType':'Read'", ""));
        handle(SUCCEEDING, Events.input("{'ResponseURL':'https://example.com/?X-Amz-Signature=5ec2e7'}"));
        handle(SUCCEEDING, Events.input("{'ResponseURL':'https://exa mple.com/?X-Amz-Signature=5ec2e7'}"));
        bucket.close();
        assertThatThrownBy(() -> handle(SUCCEEDING, Events.create(bucket, "")))
                .isInstanceOf(UndeliveredException.class);

        assertThat(lambda.log()).hasSize(6).allSatisfy(line -> assertThat(line).doesNotContain("X-Amz", "5ec2e7", "?"));
    }

    @Test
    void anEventKeepsItsSecretWhenItIsShown() {
        CustomResourceEvent event =
                CustomResourceEvent.read(Events.create(bucket, "")).orElseThrow();

        assertThat(event.toString()).contains("ResponseURL").doesNotContain("X-Amz-Signature", "?");
    }

    @Test
    void aPhysicalIdWithHalfACharacterIsNoneThatCloudFormationSent() {
        handle(SUCCEEDING, Events.delete(bucket, "made\\ud83dup", ""));

        assertThat(onlyAnswer())
                .containsEntry("Status", "FAILED")
                .containsEntry("PhysicalResourceId", "create-failed:c0ffee-1");
        assertThat(handled).isEmpty();
    }

    @Test
    void anIdThatNoAnswerCanRepeatIsLoggedAndEndsQuietly() {
        handle(
                SUCCEEDING,
                Events.input("{'ResponseURL':'%s','StackId':'half \\ud83d','RequestId':'r','LogicalResourceId':'l'}"
                        .formatted(Events.url(bucket))));

        assertThat(handled).isEmpty();
        assertThat(bucket.requests()).isEmpty();
        assertThat(logged()).containsEntry("ignored", "StackId has half a character, which has no UTF-8");
    }

    /// Each is more than a JSON parser takes by default.
    static Stream<String> absurdProperties() {
        return Stream.of(
                "'Deep':" + "[".repeat(100_000) + "]".repeat(100_000),
                "'Deep':" + "{'a':".repeat(100_000) + "7" + "}".repeat(100_000),
                "'" + "k".repeat(60_000) + "':'a long key'",
                "'Long':'" + "x".repeat(21_000_000) + "'",
                "'Number':" + "7".repeat(2_000));
    }

    @ParameterizedTest
    @MethodSource("absurdProperties")
    void whateverThePropertiesAreTheRequestIsAnswered(String properties) {
        handle(SUCCEEDING, Events.delete(bucket, "firmware/sensor", properties));

        assertThat(onlyAnswer()).containsEntry("Status", "SUCCESS").containsEntry("RequestId", "c0ffee-1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 900, 1500, 3000})
    void idsAreAnsweredAsLongAsTheyLeaveRoomForAReason(int length) {
        String requestId = "r".repeat(length);
        String stackId = longestStackId(requestId);

        handle(failing(new RequestException("No.")), withIds(stackId, requestId));
        handle(failing(new RequestException("No.")), withIds(stackId + "s", requestId));

        assertThat(onlyAnswer())
                .containsEntry("Status", "FAILED")
                .containsEntry("Reason", "…")
                .containsEntry("StackId", stackId)
                .containsEntry("RequestId", requestId)
                .extractingByKey("PhysicalResourceId")
                .asString()
                .startsWith("create-failed:r");
        assertThat(bucket.requests().getFirst().body().getBytes(UTF_8)).hasSize(AnswerBody.MAX_BYTES);
        assertThat(logged()).extractingByKey("ignored").asString().contains("4096 bytes");
    }

    @Test
    void anIdOfTheResourceThatDoesNotFitBesideTheOthersIsAFailure() {
        PhysicalResourceId longer = new PhysicalResourceId("i".repeat(200));

        handle((request, invocation) -> new ResourceState(longer, Map.of()), withIds(longestStackId("r"), "r"));

        assertThat(onlyAnswer())
                .containsEntry("Status", "FAILED")
                .containsEntry("PhysicalResourceId", "create-failed:r");
    }

    /// What is left to a stack's id by the shortest answer to a Create that failed.
    private String longestStackId(String requestId) {
        byte[] shortest = AnswerBody.of(
                new ResponseAddress(new ResponseUrl(URI.create(Events.url(bucket))), "", requestId, "l"),
                new Answer.Failed(PhysicalResourceId.ofFailedCreate(requestId), "", "…"));
        // There is a space before a trace, and the shortest has none.
        return "s".repeat(AnswerBody.MAX_BYTES - shortest.length + 1);
    }

    private InputStream withIds(String stackId, String requestId) {
        return Events.input(
                "{'RequestType':'Create','ResponseURL':'%s','StackId':'%s','RequestId':'%s','LogicalResourceId':'l'}"
                        .formatted(Events.url(bucket), stackId, requestId));
    }

    @Test
    void workThatDoesNotEndInTimeIsAnsweredWithWhatItWasDoing() {
        CountDownLatch never = new CountDownLatch(1);

        handle(
                (request, invocation) -> {
                    invocation.progress().is("waiting for a sign");
                    return waitFor(never);
                },
                Events.create(bucket, ""));

        assertThat(onlyAnswer())
                .containsEntry("Status", "FAILED")
                .containsEntry("PhysicalResourceId", "create-failed:c0ffee-1")
                .extractingByKey("Reason")
                .asString()
                .startsWith("The function's time was up while it was waiting for a sign. (RequestId c0ffee-1;");
    }

    @Test
    void whatWorkStillFinishesAfterItsTimeIsNotSent() throws InterruptedException {
        CountDownLatch late = new CountDownLatch(1);
        CountDownLatch finished = new CountDownLatch(1);
        handle(
                (request, invocation) -> {
                    try {
                        return waitFor(late);
                    } finally {
                        finished.countDown();
                    }
                },
                Events.create(bucket, ""));

        late.countDown();
        finished.await();

        assertThat(onlyAnswer()).containsEntry("Status", "FAILED");
    }

    @Test
    void workThatIsLeftBehindIsInterrupted() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        handle(
                (request, invocation) -> {
                    waitFor(new CountDownLatch(1));
                    interrupted.countDown();
                    throw new RequestException("Interrupted.");
                },
                Events.create(bucket, ""));

        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void workThatEndsByItselfIsWaitedForALittleLonger() {
        handle(SUCCEEDING, Events.create(bucket, ""));

        assertThat(lambda.threads().limits()).startsWith(Duration.ofSeconds(105));
    }

    @Test
    void aPutThatHangsToTheEndLeavesASecondForTheLog() {
        SdkHttpClient hanging = new FakeHttp(_ -> {
            lambda.pause(lambda.threads().limits().getLast());
            throw new SocketTimeoutException("Read timed out");
        });
        CustomResource customResource =
                new CustomResource(SUCCEEDING, ResponseHosts.of(Events.environment(bucket)), lambda.platform(hanging));

        assertThatThrownBy(() -> customResource.handle(Events.create(bucket, ""), lambda.invocation()))
                .isInstanceOf(UndeliveredException.class);

        assertThat(lambda.left()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(6));
        assertThat(logged()).containsKey("undelivered");
    }

    @Test
    void workThatIsNotFinishedIsForTheNextInvocationWhichAnswers() {
        handle(CustomResourceTest::doTwelve, Events.delete(bucket, "firmware/*", ""));

        assertThat(answers()).isEmpty();
        assertThat(logged()).containsEntry("goesOnAfter", "12").doesNotContainKey("status");
        assertThat(lambda.log().getLast()).doesNotContain("Signature");

        lambda.pause(Duration.ofMinutes(1));
        handle(SUCCEEDING, Events.verbatim(next.getFirst()));

        assertThat(onlyAnswer()).containsEntry("Status", "SUCCESS").containsEntry("RequestId", "c0ffee-1");
        assertThat(handled.getLast())
                .isInstanceOfSatisfying(
                        ResourceRequest.Delete.class,
                        delete -> assertThat(delete.continuation())
                                .isEqualTo(new Continuation(
                                        lambda.now().minus(Duration.ofMinutes(1)), 12, Duration.ofMinutes(12))));
    }

    @Test
    void theNextInvocationEndsBeforeCloudFormationGivesUp() {
        handle(CustomResourceTest::doTwelve, Events.delete(bucket, "firmware/*", ""));
        Instant giveUp = lambda.now().plusSeconds(720);
        List<Instant> ends = new ArrayList<>();
        lambda.pause(Duration.ofSeconds(30));

        handle(
                (_, invocation) -> {
                    ends.add(invocation.deadline().end());
                    return new ResourceState(ID, Map.of());
                },
                Events.verbatim(next.getFirst().replace("\"720\"", "\"220\"")));

        assertThat(ends).containsExactly(giveUp.minusSeconds(500).minus(Duration.ofMinutes(3)));
    }

    /// Lambda may have kept the event, or an invocation before this one been killed.
    @Test
    void theHourBeginsWhenCloudFormationMadeTheRequest() {
        String late = Events.text(bucket, "'RequestType':'Delete','PhysicalResourceId':'firmware/*'", "")
                .replace("X-Amz-Algorithm=AWS4", "X-Amz-Date=20260301T114000Z");

        handle(SUCCEEDING, Events.input(late));

        assertThat(handled)
                .first()
                .isInstanceOfSatisfying(
                        ResourceRequest.Delete.class,
                        delete -> assertThat(delete.continuation().madeAt())
                                .isEqualTo(Instant.parse("2026-03-01T11:40:00Z")));
    }

    @Test
    void workThatCannotGoOnFailsWithTheReason() {
        handle(CustomResourceTest::doTwelve, Events.delete(bucket, "firmware/*", ""), (_, _) -> {
            throw new RequestException("lambda:InvokeFunction failed.");
        });

        assertThat(onlyAnswer()).containsEntry("Status", "FAILED");
        assertThat(onlyAnswer().get("Reason")).asString().startsWith("lambda:InvokeFunction failed.");
    }

    @Test
    void aNextInvocationThatNobodyTakesIsNotWaitedForUntilTheFunctionsEnd() {
        CountDownLatch never = new CountDownLatch(1);

        handle(CustomResourceTest::doTwelve, Events.delete(bucket, "firmware/*", ""), (_, _) -> waitFor(never));

        assertThat(onlyAnswer().get("Reason"))
                .asString()
                .startsWith("The function's time was up while it was invoking itself. (RequestId c0ffee-1;");
    }

    @Test
    void workThatCannotGoOnMayEndAllTheSame() {
        handle(
                (request, _) -> new Unfinished(
                        ((ResourceRequest.Delete) request).continuation().after(12),
                        _ -> new ResourceState(ID, Map.of())),
                Events.delete(bucket, "firmware/*", ""),
                (_, _) -> {
                    throw new RequestException("lambda:InvokeFunction failed.");
                });

        assertThat(onlyAnswer()).containsEntry("Status", "SUCCESS");
    }

    private static Outcome doTwelve(ResourceRequest request, Invocation invocation) {
        return new Unfinished(((ResourceRequest.Delete) request).continuation().after(12), why -> {
            throw new RequestException(why);
        });
    }

    /// Until its time is up, and longer if need be.
    private ResourceState waitFor(CountDownLatch latch) {
        FakeThreads.timeIsUp();
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            // Goes on all the same, as work may that is deep in somebody else's code.
        }
        return new ResourceState(ID, Map.of());
    }

    private Duration timeForWorkOf(Duration timeLeft) {
        List<Duration> left = new ArrayList<>();
        FakeLambda other = new FakeLambda(timeLeft);
        new CustomResource(
                        (request, invocation) -> {
                            left.add(invocation.deadline().left());
                            return new ResourceState(ID, Map.of());
                        },
                        ResponseHosts.of(Events.environment(bucket)),
                        other.platform())
                .handle(Events.create(bucket, ""), other.invocation());
        return left.getFirst();
    }

    private void handle(ResourceLifecycle lifecycle, InputStream event) {
        handle(lifecycle, event, (functionArn, continued) -> {
            assertThat(functionArn).isEqualTo(FakeLambda.FUNCTION_ARN);
            next.add(continued);
        });
    }

    private void handle(ResourceLifecycle lifecycle, InputStream event, Successor successor) {
        ResourceLifecycle recording = (request, invocation) -> {
            handled.add(request);
            return lifecycle.handle(request, invocation);
        };
        new CustomResource(recording, ResponseHosts.of(Events.environment(bucket)), lambda.platform(), successor)
                .handle(event, lambda.invocation());
    }

    private static ResourceLifecycle failing(RuntimeException failure) {
        return (request, invocation) -> {
            throw failure;
        };
    }

    @SuppressWarnings("InfiniteRecursion") // the StackOverflowError is wanted
    private static ResourceState handleForEver(ResourceRequest request, Invocation invocation) {
        return handleForEver(request, invocation);
    }

    private Map<String, Object> onlyAnswer() {
        assertThat(answers()).hasSize(1);
        return answers().getFirst();
    }

    private List<Map<String, Object>> answers() {
        return bucket.requests().stream()
                .map(request -> Documents.read(request.body()))
                .toList();
    }

    private Map<String, Object> logged() {
        return Documents.read(lambda.log().getLast());
    }
}
