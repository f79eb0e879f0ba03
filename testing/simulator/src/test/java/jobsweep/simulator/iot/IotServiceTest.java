package jobsweep.simulator.iot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.http.HttpCall;
import jobsweep.simulator.http.LocalServer;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.time.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.Configuration;
import software.amazon.awssdk.services.iot.model.DeleteJobExecutionRequest;
import software.amazon.awssdk.services.iot.model.DescribeJobExecutionResponse;
import software.amazon.awssdk.services.iot.model.InvalidStateTransitionException;
import software.amazon.awssdk.services.iot.model.IotException;
import software.amazon.awssdk.services.iot.model.JobExecution;
import software.amazon.awssdk.services.iot.model.JobExecutionStatus;
import software.amazon.awssdk.services.iot.model.JobExecutionSummaryForThing;
import software.amazon.awssdk.services.iot.model.ListJobExecutionsForThingRequest;
import software.amazon.awssdk.services.iot.model.ListJobExecutionsForThingResponse;
import software.amazon.awssdk.services.iot.model.ResourceNotFoundException;
import software.amazon.awssdk.services.iot.model.ServiceUnavailableException;
import software.amazon.awssdk.services.iot.model.ThrottlingException;

final class IotServiceTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/Cleanup";
    private static final String JOB = "firmware-42";
    private static final String THING = "site:greenhouse-7";
    private static final String JOB_ARN = "arn:aws:iot:eu-central-1:123456789012:job/" + JOB;
    private static final String THING_ARN = "arn:aws:iot:eu-central-1:123456789012:thing/" + THING;
    private static final Instant QUEUED_AT = Instant.parse("2026-03-01T12:00:00.036Z");
    private static final Execution QUEUED = Execution.queued(JOB, THING, 1, QUEUED_AT);
    private static final Execution IN_PROGRESS = QUEUED.startedAt(QUEUED_AT.plusSeconds(5));

    private final ManualTime clock = new ManualTime();
    private final Iam iam = new Iam();
    private final IotJobs jobs = new IotJobs(clock);
    private final IotService service;
    private final LocalServer server;
    private final IotClient client;

    IotServiceTest() throws IOException {
        iam.putRole(ROLE, json("""
                        {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                                       "Principal": {"Service": "lambda.amazonaws.com"}}}"""));
        allow("*", "*");
        Account account = new Account("aws", "eu-central-1", "123456789012", Map.of());
        service = new IotService(account, iam, jobs, clock, FaultSource.NONE, () -> "request-1");
        server = LocalServer.bind(Optional.empty()).serve(service);
        client = clientOf(iam.accessKeyFor(ROLE), Region.EU_CENTRAL_1);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void anExecutionIsDescribedWithItsTimesToTheMillisecond() {
        jobs.put(IN_PROGRESS);

        JobExecution execution = describe().execution();

        assertThat(execution.jobId()).isEqualTo(JOB);
        assertThat(execution.thingArn()).isEqualTo(THING_ARN);
        assertThat(execution.executionNumber()).isEqualTo(1);
        assertThat(execution.status()).isEqualTo(JobExecutionStatus.IN_PROGRESS);
        assertThat(execution.queuedAt()).isEqualTo(QUEUED_AT);
        assertThat(execution.startedAt()).isEqualTo(QUEUED_AT.plusSeconds(5));
    }

    @Test
    void withoutANumberTheLatestExecutionIsDescribed() {
        jobs.put(QUEUED);
        jobs.put(Execution.queued(JOB, THING, 8, QUEUED_AT));

        JobExecution execution = client.describeJobExecution(
                        request -> request.jobId(JOB).thingName(THING))
                .execution();

        assertThat(execution.executionNumber()).isEqualTo(8);
    }

    @Test
    void anExecutionIsDeleted() {
        jobs.put(QUEUED);

        delete(request -> {});

        assertThat(jobs.executions()).isEmpty();
        assertThat(service.calls())
                .containsExactly(new Call(
                        clock.instant(),
                        clock.instant(),
                        "DeleteJobExecution",
                        "firmware-42 on site:greenhouse-7, execution 1",
                        Map.of(),
                        200,
                        ""));
    }

    @Test
    void anExecutionInProgressIsDeletedByForceOnly() {
        jobs.put(IN_PROGRESS);

        assertThatExceptionOfType(InvalidStateTransitionException.class)
                .isThrownBy(() -> delete(request -> {}))
                .withMessageContaining("IN_PROGRESS");
        delete(request -> request.force(true));

        assertThat(jobs.executions()).isEmpty();
        assertThat(service.calls()).extracting(Call::status).containsExactly(409, 200);
        assertThat(service.calls()).extracting(Call::parameters).containsExactly(Map.of(), Map.of("force", "true"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        jobs.put(Execution.queued("another", "another", 1, QUEUED_AT));

        assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(this::describe);
        assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> delete(request -> {}));
        assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> list(request -> {}));
    }

    @Test
    void listsGoOverAsManyPagesAsThereAre() {
        LongStream.rangeClosed(1, 60).forEach(number -> jobs.put(Execution.queued(JOB, THING, number, QUEUED_AT)));
        jobs.put(Execution.queued("another", THING, 1, QUEUED_AT));
        jobs.put(Execution.queued(JOB, "another", 1, QUEUED_AT));

        ListJobExecutionsForThingResponse first = list(request -> request.jobId(JOB));
        delete(request -> request.executionNumber(25L));
        ListJobExecutionsForThingResponse second =
                list(request -> request.jobId(JOB).nextToken(first.nextToken()));
        ListJobExecutionsForThingResponse third =
                list(request -> request.jobId(JOB).nextToken(second.nextToken()));

        assertThat(numbers(first)).hasSize(25).contains(1L, 25L);
        assertThat(numbers(second)).hasSize(25).contains(26L, 50L);
        assertThat(numbers(third)).hasSize(10).contains(51L, 60L);
        assertThat(third.nextToken()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 250})
    void aPageHasOneExecutionToTwoHundredAndFifty(int size) {
        LongStream.rangeClosed(1, 251).forEach(number -> jobs.put(Execution.queued(JOB, THING, number, QUEUED_AT)));

        assertThat(numbers(list(request -> request.maxResults(size)))).hasSize(size);
    }

    @Test
    void aPageThatHoldsTheLastExecutionHasNoNext() {
        LongStream.rangeClosed(1, 3).forEach(number -> jobs.put(Execution.queued(JOB, THING, number, QUEUED_AT)));

        ListJobExecutionsForThingResponse page = list(request -> request.maxResults(3));

        assertThat(numbers(page)).containsExactly(1L, 2L, 3L);
        assertThat(page.nextToken()).isNull();
    }

    @Test
    void listsAreFilteredByJobStatusAndNamespace() {
        jobs.put(QUEUED);
        jobs.put(Execution.queued(JOB, THING, 2, QUEUED_AT).startedAt(QUEUED_AT));
        jobs.put(Execution.queued(JOB, THING, 3, QUEUED_AT).inNamespace("customer"));
        jobs.put(Execution.queued("another", THING, 4, QUEUED_AT));
        jobs.put(Execution.queued(JOB, THING + "-later", 5, QUEUED_AT));

        assertThat(numbers(list(request -> {}))).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
        assertThat(numbers(list(request -> request.jobId(JOB)))).containsExactly(1L, 2L, 3L);
        assertThat(numbers(list(request -> request.status("IN_PROGRESS")))).containsExactly(2L);
        assertThat(numbers(list(request -> request.namespaceId("customer")))).containsExactly(3L);
    }

    @Test
    void listsOfAJobGoOverAllThingsAndPages() {
        jobs.put(QUEUED);
        jobs.put(Execution.queued(JOB, "pump-1", 1, QUEUED_AT));
        jobs.put(Execution.queued(JOB, "pump-2", 1, QUEUED_AT).startedAt(QUEUED_AT));
        jobs.put(Execution.queued("another", THING, 1, QUEUED_AT));
        allow("iot:ListJobExecutionsForJob", JOB_ARN);

        var first = client.listJobExecutionsForJob(request -> request.jobId(JOB).maxResults(2));
        var second =
                client.listJobExecutionsForJob(request -> request.jobId(JOB).nextToken(first.nextToken()));
        var queued =
                client.listJobExecutionsForJob(request -> request.jobId(JOB).status("QUEUED"));

        assertThat(first.executionSummaries())
                .extracting(summary -> summary.thingArn())
                .containsExactly(THING_ARN.replace(THING, "pump-1"), THING_ARN.replace(THING, "pump-2"));
        assertThat(second.executionSummaries())
                .extracting(summary -> summary.thingArn())
                .containsExactly(THING_ARN);
        assertThat(second.nextToken()).isNull();
        assertThat(queued.executionSummaries()).hasSize(2);
    }

    @Test
    void aJobNobodyKnowsIsNotFound() {
        jobs.put(Execution.queued("another", THING, 1, QUEUED_AT));

        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> client.listJobExecutionsForJob(request -> request.jobId(JOB)));
    }

    @Test
    void eventConfigurationsAreForTheWholeAccount() {
        allow("iot:UpdateEventConfigurations", "*");

        updateEvents("{\"eventConfigurations\": {\"JOB_EXECUTION\": {\"Enabled\": true}}}");

        assertThat(jobs.eventConfigurations().isEnabled("JOB_EXECUTION")).isTrue();
        assertThat(jobs.eventConfigurations().isEnabled("JOB")).isFalse();
        allow("iot:DescribeEventConfigurations", "*");
        assertThat(client.describeEventConfigurations(request -> {}).eventConfigurationsAsStrings())
                .containsEntry(
                        "JOB_EXECUTION", Configuration.builder().enabled(true).build())
                .containsEntry("THING", Configuration.builder().enabled(false).build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"eventConfigurations\": {\"JOB_EXECUTIONS\": {\"Enabled\": true}}}",
                "{\"eventConfigurations\": {\"JOB\": {\"Enabled\": true}, \"JOB_EXECUTION\": {\"Enabled\": \"true\"}}}",
                "{\"eventConfigurations\": {\"JOB_EXECUTION\": {}}}",
                "{\"eventConfigurations\": []}",
                "{}",
                "JOB_EXECUTION"
            })
    void anUpdateOfEventsThatIsNotAsItMustBeChangesNothing(String document) {
        allow("iot:UpdateEventConfigurations", "*");

        assertThat(updated(document)).isEqualTo(400);

        assertThat(jobs.eventConfigurations().isEnabled("JOB")).isFalse();
    }

    private void updateEvents(String document) {
        assertThat(updated(document)).isEqualTo(200);
    }

    /// The SDK's simplest client knows no PATCH.
    private int updated(String document) {
        String credential = "AWS4-HMAC-SHA256 Credential=%s/20260301/eu-central-1/iot/aws4_request, SignedHeaders=host"
                .formatted(iam.accessKeyFor(ROLE));
        HttpCall call = new HttpCall(
                "PATCH",
                URI.create("/event-configurations"),
                Map.of("Authorization", credential),
                document.getBytes(StandardCharsets.UTF_8));
        return service.answer(call).status();
    }

    @Test
    void theEleventhCallWithinASecondIsThrottledWithHttp400() {
        jobs.put(QUEUED);
        for (int call = 0; call < 10; call++) {
            describe();
        }

        assertThatExceptionOfType(ThrottlingException.class)
                .isThrownBy(this::describe)
                .satisfies(e -> assertThat(e.statusCode()).isEqualTo(400))
                .satisfies(e -> assertThat(e.isThrottlingException()).isTrue());
        clock.pass(Duration.ofMillis(100));
        describe();
    }

    @Test
    void aCallThatThePolicyDoesNotAllowOnBothResourcesIsDenied() {
        jobs.put(QUEUED);
        allow("iot:DeleteJobExecution", JOB_ARN);

        assertThatExceptionOfType(IotException.class)
                .isThrownBy(() -> delete(request -> {}))
                .satisfies(e -> assertThat(e.statusCode()).isEqualTo(403))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"))
                .withMessageContaining("not authorized to perform: iot:DeleteJobExecution on resource: " + THING_ARN);
        assertThat(jobs.executions()).containsExactly(QUEUED);
    }

    @Test
    void listsNeedThePermissionOnTheThingAlone() {
        jobs.put(QUEUED);
        allow("iot:ListJobExecutionsForThing", THING_ARN);

        assertThat(numbers(list(request -> request.jobId(JOB)))).containsExactly(1L);
    }

    @Test
    void strangersAndCallsForAnotherRegionAreTurnedAway() {
        try (IotClient stranger = clientOf("AKIASTRANGER", Region.EU_CENTRAL_1);
                IotClient lost = clientOf(iam.accessKeyFor(ROLE), Region.US_EAST_1)) {
            assertThatExceptionOfType(IotException.class)
                    .isThrownBy(() -> stranger.describeJobExecution(
                            request -> request.jobId(JOB).thingName(THING)))
                    .withMessageContaining("security token");
            assertThatExceptionOfType(IotException.class)
                    .isThrownBy(() -> lost.describeJobExecution(
                            request -> request.jobId(JOB).thingName(THING)))
                    .withMessageContaining("eu-central-1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /things/a%2Fb/jobs/j/executionNumber/1",
        "DELETE, /things/a+b/jobs/j/executionNumber/1",
        "DELETE, /things/t/jobs/j:1/executionNumber/1",
        "DELETE, /things/t/jobs/j/executionNumber/-1",
        "DELETE, /things/t/jobs/j/executionNumber/first",
        "DELETE, /things/t/jobs/j/executionNumber/9223372036854775808",
        "DELETE, /things/t/jobs/j/executionNumber/1?force=yes",
        "DELETE, /things/t/jobs/j/executionNumber/1?namespaceId=a:b",
        "GET,    /things/t/jobs/j?executionNumber=first",
        "GET,    /things/t/jobs?maxResults=0",
        "GET,    /things/t/jobs?maxResults=251",
        "GET,    /things/t/jobs?status=DONE",
        "GET,    /things/t/jobs?nextToken=made-up",
        "GET,    /jobs/j:1/things",
        "GET,    /jobs/j/things?maxResults=251",
        "GET,    /jobs/j/things?status=DONE",
        "GET,    /jobs/j/things?nextToken=made-up",
        "PATCH,  /event-configurations",
    })
    void aParameterThatIsNotAllowedIsAnInvalidRequest(String method, String pathAndQuery) throws Exception {
        jobs.createThing("t");
        jobs.queue("j", "t");

        HttpResponse<String> response = send(method, pathAndQuery);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("InvalidRequestException");
        assertThat(json(response.body()).path("message").asText()).contains("validation error");
    }

    @Test
    void theLongestNamesAndTheLargestNumberAreAllowed() throws Exception {
        String path =
                "/things/%s/jobs/%s/executionNumber/%s".formatted("t".repeat(128), "j".repeat(64), Long.MAX_VALUE);

        assertThat(send("DELETE", path).statusCode()).isEqualTo(404);
        assertThat(send("DELETE", path.replace("/jobs", "t/jobs")).statusCode()).isEqualTo(400);
        assertThat(send("DELETE", path.replace("/exec", "j/exec")).statusCode()).isEqualTo(400);
    }

    @Test
    void theWireIsAwsOwn() throws Exception {
        jobs.put(QUEUED);

        HttpResponse<String> described = send("GET", "/things/site%3Agreenhouse-7/jobs/firmware-42?executionNumber=1");
        HttpResponse<String> deleted =
                send("DELETE", "/things/site%3Agreenhouse-7/jobs/firmware-42/executionNumber/1?force=false");

        assertThat(described.body()).contains("\"queuedAt\":1772366400.036");
        assertThat(described.headers().firstValue("x-amzn-RequestId")).isPresent();
        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(deleted.body()).isEmpty();
    }

    @Test
    void anUnknownOperationIsRefusedAndLogged() throws Exception {
        HttpResponse<String> response = send("PUT", "/things/t/jobs/j/cancel");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(service.calls())
                .extracting(Call::operation, Call::errorCode)
                .containsExactly(tuple("PUT /things/t/jobs/j/cancel", "UnknownOperationException"));
    }

    @Test
    void faultsMeetTheNextCallsInTheirOrder() {
        jobs.put(QUEUED);
        service.next(
                Operation.DESCRIBE,
                Fault.status(500),
                Fault.status(503),
                Fault.throttling(),
                Fault.accessDenied(),
                Fault.html(),
                Fault.delay(Duration.ofMillis(1)));

        assertThatExceptionOfType(IotException.class)
                .isThrownBy(this::describe)
                .satisfies(e -> assertThat(e.statusCode()).isEqualTo(500));
        assertThatExceptionOfType(ServiceUnavailableException.class).isThrownBy(this::describe);
        assertThatExceptionOfType(ThrottlingException.class).isThrownBy(this::describe);
        assertThatExceptionOfType(IotException.class)
                .isThrownBy(this::describe)
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
        assertThatExceptionOfType(IotException.class)
                .isThrownBy(this::describe)
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isNull());
        assertThat(describe().execution().executionNumber()).isEqualTo(1);
    }

    @Test
    void anAnswerThatAwsDidNotWriteHasNoRequestId() throws Exception {
        service.next(Operation.LIST, Fault.html());

        HttpResponse<String> page = send("GET", "/things/pump-7/jobs");

        assertThat(page.headers().firstValue("Content-Type")).contains("text/html");
        assertThat(page.headers().firstValue("x-amzn-RequestId")).isEmpty();
    }

    @Test
    void aFaultForEveryCallStaysUntilItIsHealed() {
        jobs.put(QUEUED);
        service.every(Operation.DESCRIBE, Fault.throttling());

        assertThatExceptionOfType(ThrottlingException.class).isThrownBy(this::describe);
        assertThatExceptionOfType(ThrottlingException.class).isThrownBy(this::describe);
        service.heal();

        assertThat(describe().execution().executionNumber()).isEqualTo(1);
    }

    @Test
    void aLostAnswerHidesThatTheCallWasCarriedOut() {
        jobs.put(QUEUED);
        service.every(Operation.DELETE, Fault.answerLost());

        assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> delete(request -> {}));

        assertThat(jobs.executions()).isEmpty();
        assertThat(service.calls()).extracting(Call::status).containsOnly(0);
    }

    @Test
    void aDroppedCallIsNotCarriedOut() {
        jobs.put(QUEUED);
        service.every(Operation.DELETE, Fault.dropped());

        assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> delete(request -> {}));

        assertThat(jobs.executions()).containsExactly(QUEUED);
    }

    private DescribeJobExecutionResponse describe() {
        return client.describeJobExecution(
                request -> request.jobId(JOB).thingName(THING).executionNumber(1L));
    }

    private void delete(Consumer<DeleteJobExecutionRequest.Builder> more) {
        client.deleteJobExecution(request -> {
            request.jobId(JOB).thingName(THING).executionNumber(1L);
            more.accept(request);
        });
    }

    private ListJobExecutionsForThingResponse list(Consumer<ListJobExecutionsForThingRequest.Builder> more) {
        return client.listJobExecutionsForThing(request -> {
            request.thingName(THING);
            more.accept(request);
        });
    }

    private static List<Long> numbers(ListJobExecutionsForThingResponse page) {
        return page.executionSummaries().stream()
                .map(JobExecutionSummaryForThing::jobExecutionSummary)
                .map(summary -> summary.executionNumber())
                .toList();
    }

    private HttpResponse<String> send(String method, String pathAndQuery) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + pathAndQuery))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + iam.accessKeyFor(ROLE)
                                + "/20260301/eu-central-1/iot/aws4_request, SignedHeaders=host, Signature=0")
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private IotClient clientOf(String accessKeyId, Region region) {
        return IotClient.builder()
                .endpointOverride(server.url())
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "none")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(overrides -> overrides.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private void allow(String action, String resource) {
        iam.putRolePolicy(
                ROLE,
                "Cleanup",
                json("{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"%s\", \"Resource\": \"%s\"}}"
                        .formatted(action, resource)));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
