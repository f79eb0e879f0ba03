package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.ReceivedAnswer;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackEvent;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.iot.Call;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.iot.IotJobs;
import jobsweep.simulator.iot.IotRules;
import jobsweep.simulator.lambda.AttemptResult;
import jobsweep.simulator.time.Time;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A simulated account for the tests of one class, in which the provider is deployed: its function stays warm from test
/// to test. Each test has a stack and a thing of its own.
///
/// Asserts after each test what holds for all of them: every request got one valid answer, no call was denied, each
/// invocation left one line in the log, and the response URL is in none. Where a test is about just that, it says so.
final class Cloud implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    static final Instant QUEUED_AT = Instant.parse("2026-03-01T12:00:00.036Z");

    private static final int FORBIDDEN = 403;
    /// More than any test calls; the quota is for the test that is about it.
    private static final int UNLIMITED = 10_000;

    private static final int LONGEST_OPERATION_SECONDS = 300;

    private final SimulatedAws.Builder account;
    private @Nullable SimulatedAws aws;
    private int tests;
    private int requestsBefore;
    private int callsBefore;
    private int invocationsBefore;
    private int violationsBefore;
    private final Map<String, Integer> answers = new HashMap<>();
    private boolean denialsExpected;
    private boolean killsExpected;

    Cloud() {
        this(ProductAccount.builder()
                .iotRules(IotRules.builder().callsPerSecond(UNLIMITED).build()));
    }

    Cloud(SimulatedAws.Builder account) {
        this.account = account;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        aws = account.assets(CdkTemplates.assets(Account.example()))
                .codeDirectory(CdkTemplates.CODE_DIRECTORY)
                .start();
        finished(aws.cloudFormation().createStack("Provider", CdkTemplates.PROVIDER.template(), Map.of()));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        tests++;
        requestsBefore = aws().cloudFormation().requests().size();
        callsBefore = aws().iot().calls().size();
        invocationsBefore = aws().lambda().invocations().size();
        violationsBefore = aws().bucket().violations().size();
        answers.clear();
        denialsExpected = false;
        killsExpected = false;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        aws().iot().heal();
        aws().lambda().awaitQuiet();
        if (killsExpected) {
            assertThat(requests()).allSatisfy(this::isAnswered);
        } else {
            assertThat(aws().bucket()
                            .violations()
                            .subList(
                                    violationsBefore,
                                    aws().bucket().violations().size()))
                    .as("against the protocol")
                    .isEmpty();
            assertThat(requests()).allSatisfy(this::isAnsweredAsOften);
            assertThat(invocations()).filteredOn(this::isOfProvider).allSatisfy(this::leftOneLine);
        }
        if (!denialsExpected) {
            assertThat(calls()).extracting(Call::status).as("denials").doesNotContain(FORBIDDEN);
        }
        requests().forEach(this::staysSecret);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        aws().close();
    }

    SimulatedAws aws() {
        if (aws == null) {
            throw new IllegalStateException("The account is started before the first test");
        }
        return aws;
    }

    IotJobs jobs() {
        return aws().jobs();
    }

    /// The name of this test's stack.
    String stackName() {
        return "Test" + tests;
    }

    /// The name of a thing that no other test has.
    String thing() {
        return "pump-" + tests;
    }

    /// Creates this test's stack, and returns when it has come to rest.
    Stack create(Template template) {
        return create(template, Map.of());
    }

    Stack create(Template template, Map<String, String> parameters) {
        return finished(aws().cloudFormation().createStack(stackName(), template, parameters));
    }

    Stack update(Template template) {
        return finished(aws().cloudFormation().updateStack(stackName(), template, Map.of()));
    }

    Stack delete() {
        return finished(aws().cloudFormation().deleteStack(stackName()));
    }

    /// Delivers a request of this test once more, and returns when it is done with.
    void deliverAgain(JsonNode request) {
        expectAnswers(request, answers.getOrDefault(requestId(request), 1) + 1);
        aws().customResources().deliverAgain(request);
        aws().lambda().awaitQuiet();
    }

    void expectAnswers(JsonNode request, int count) {
        answers.put(requestId(request), count);
    }

    void expectDenials() {
        denialsExpected = true;
    }

    /// A function that is killed in this test may leave no line in the log, and a request with more than one answer.
    void expectKills() {
        killsExpected = true;
    }

    /// This test's requests to custom resources, in order.
    List<JsonNode> requests() {
        return since(requestsBefore, aws().cloudFormation().requests());
    }

    /// The only request of the type in this test.
    JsonNode request(String requestType) {
        List<JsonNode> found = requests().stream()
                .filter(request -> request.path("RequestType").asText().equals(requestType))
                .toList();
        assertThat(found).as(requestType).hasSize(1);
        return found.getFirst();
    }

    List<JsonNode> answersTo(JsonNode request) {
        return aws().bucket().answersFor(requestId(request)).stream()
                .map(ReceivedAnswer::json)
                .toList();
    }

    /// This test's calls of AWS IoT, in order.
    List<Call> calls() {
        return since(callsBefore, aws().iot().calls());
    }

    /// The names of the operations that this test called, in order.
    List<String> operations() {
        return calls().stream().map(Call::operation).toList();
    }

    /// This test's invocations of functions, in the order in which they ended.
    List<AttemptResult> invocations() {
        aws().lambda().awaitQuiet();
        return since(invocationsBefore, aws().lambda().invocations());
    }

    /// Returns when functions have been invoked so often in this test.
    void awaitInvocations(int count) {
        while (invocations().size() < count) {
            Time.system().sleep(Duration.ofMillis(20));
        }
    }

    /// The executions on this test's thing.
    List<Execution> executions() {
        return executionsOn(thing());
    }

    List<Execution> executionsOn(String thingName) {
        return jobs().executions().stream()
                .filter(execution -> execution.thingName().equals(thingName))
                .toList();
    }

    /// Puts an execution of `firmware-42` on this test's thing that waits for its device.
    Execution queued(long number) {
        return queued(thing(), number);
    }

    Execution queued(String thingName, long number) {
        Execution execution = Execution.queued("firmware-42", thingName, number, QUEUED_AT);
        jobs().put(execution);
        return execution;
    }

    /// Puts one that its device works on.
    Execution inProgress(long number) {
        Execution execution = queued(number).startedAt(QUEUED_AT);
        jobs().put(execution);
        return execution;
    }

    /// Why the last event of the resource with this status happened.
    static String reason(Stack stack, String logicalResourceId, String status) {
        return stack.events().stream()
                .filter(event -> event.logicalResourceId().equals(logicalResourceId)
                        && event.status().equals(status))
                .reduce((earlier, later) -> later)
                .map(StackEvent::reason)
                .orElseThrow(() -> new AssertionError("No " + status + " among " + stack.events()));
    }

    static Stack finished(CompletableFuture<Stack> operation) {
        return operation.orTimeout(LONGEST_OPERATION_SECONDS, TimeUnit.SECONDS).join();
    }

    private void isAnswered(JsonNode request) {
        assertThat(answersTo(request))
                .as("answers to %s", request.path("RequestType"))
                .isNotEmpty();
    }

    private void isAnsweredAsOften(JsonNode request) {
        assertThat(answersTo(request))
                .as("answers to %s of %s", request.path("RequestType"), request.path("LogicalResourceId"))
                .hasSize(answers.getOrDefault(requestId(request), 1));
    }

    /// A function that goes with its stack may lose its last line: who answers can be gone before it is written.
    private boolean isOfProvider(AttemptResult invocation) {
        return invocation.functionArn().contains(":function:Provider-");
    }

    private void leftOneLine(AttemptResult invocation) {
        assertThat(aws().lambda().logs(invocation.functionArn()))
                .filteredOn(line -> line.contains("\"awsRequestId\":\"" + invocation.requestId() + "\""))
                .hasSize((int) invocations().stream()
                        .filter(other -> other.requestId().equals(invocation.requestId()))
                        .count());
    }

    private void staysSecret(JsonNode request) {
        String url = request.path("ResponseURL").asText();
        String query = url.substring(url.indexOf('?') + 1);
        String signature = query.substring(query.lastIndexOf('=') + 1);
        assertThat(aws().lambda().logs(request.path("ServiceToken").asText()))
                .noneMatch(line -> line.contains("X-Amz") || line.contains(query) || line.contains(signature));
    }

    private static String requestId(JsonNode request) {
        return request.path("RequestId").asText();
    }

    private static <T> List<T> since(int before, List<T> all) {
        return all.subList(before, all.size());
    }
}
