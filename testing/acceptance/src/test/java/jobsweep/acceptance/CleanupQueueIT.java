package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.iot.IotRules;
import jobsweep.simulator.iot.Status;
import jobsweep.simulator.sqs.ElasticMq;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The packaged consumer behind a real SQS server, set off by the synthesized rules: nobody but devices and operators
/// does anything.
final class CleanupQueueIT {
    private static final String REQUEST = "{\"JobId\":\"%s\",\"ThingName\":\"%s\"}";

    /// So short that a large request does not fit into one invocation.
    private static final Duration TIMEOUT = Duration.ofSeconds(24);

    private static SimulatedAws aws;
    private static Stack patient;
    private static Stack impatient;

    @BeforeAll
    static void deploy() throws IOException {
        aws = ProductAccount.builder()
                .assets(CdkTemplates.assets(Account.example()))
                .codeDirectory(CdkTemplates.CODE_DIRECTORY)
                .queues(new ElasticMq())
                .lambda(it -> it.longestTimeout(TIMEOUT).maximumConcurrency(4))
                .iotRules(IotRules.builder().callsPerSecond(1000).build())
                .start();
        patient = create("Patient", CdkTemplates.QUEUE);
        impatient = create("Impatient", CdkTemplates.QUEUE_WITH_ONE_TRY);
    }

    @AfterAll
    static void close() {
        aws.close();
    }

    @Test
    void anExecutionThatEndsIsCleanedUpByItself() {
        runTo(Status.SUCCEEDED, "pump-ends");

        Eventually.holds(() -> assertThat(executionsOn("pump-ends")).isEmpty());
    }

    @Test
    void whatItsJobMayTryAgainIsLeftAlone() {
        runTo(Status.FAILED, "pump-failed");
        runTo(Status.TIMED_OUT, "pump-timed-out");
        runTo(Status.SUCCEEDED, "pump-after");

        Eventually.holds(() -> assertThat(executionsOn("pump-after")).isEmpty());
        assertThat(executionsOn("pump-failed")).hasSize(1);
        assertThat(executionsOn("pump-timed-out")).hasSize(1);
    }

    @Test
    void whatFailedBeforeAnotherAttemptSucceededIsLeftAlone() {
        runTo(Status.FAILED, "pump-retried");
        long second = aws.jobs().queue("firmware-42", "pump-retried");
        aws.jobs().start("firmware-42", "pump-retried", second);

        aws.jobs().finish("firmware-42", "pump-retried", second, Status.SUCCEEDED);

        Eventually.holds(() -> assertThat(executionsOn("pump-retried"))
                .extracting(Execution::status)
                .containsExactly(Status.FAILED));
    }

    @Test
    void aNewAttemptIsLeftAlone() {
        aws.jobs().createThing("pump-again");
        long first = aws.jobs().queue("firmware-42", "pump-again");
        long second = aws.jobs().queue("firmware-42", "pump-again");
        aws.jobs().start("firmware-42", "pump-again", second);

        aws.jobs().finish("firmware-42", "pump-again", first, Status.REJECTED);

        Eventually.holds(() -> assertThat(executionsOn("pump-again"))
                .extracting(Execution::number)
                .containsExactly(second));
    }

    @Test
    void whatADeletedThingLeavesBehindIsCleanedUp() {
        aws.jobs().createThing("pump-deleted");
        aws.jobs().queue("firmware-42", "pump-deleted");
        aws.jobs().queue("firmware-43", "pump-deleted");

        aws.jobs().deleteThing("pump-deleted");

        Eventually.holds(() -> assertThat(executionsOn("pump-deleted")).isEmpty());
    }

    @Test
    void whatThePatternsDoNotCoverIsNotAskedFor() {
        runTo(Status.SUCCEEDED, "valve-1");
        aws.jobs().deleteThing("valve-1");
        runTo(Status.SUCCEEDED, "pump-covered");

        Eventually.holds(() -> assertThat(executionsOn("pump-covered")).isEmpty());
        assertThat(executionsOn("valve-1")).hasSize(1);
        assertThat(aws.iot().calls()).noneMatch(call -> call.resource().contains("valve-1"));
    }

    @Test
    void aScheduleCleansUpEveryThingsFinishedExecutionOfItsJob() {
        put("pump-s1", 1, Status.SUCCEEDED);
        put("pump-s2", 1, Status.REJECTED);
        putQueued("pump-s3", 1);

        aws.schedules().fire(aws.schedules().names().getFirst());

        Eventually.holds(() -> {
            assertThat(executionsOn("pump-s1")).isEmpty();
            assertThat(executionsOn("pump-s2")).isEmpty();
        });
        assertThat(executionsOn("pump-s3")).hasSize(1);
    }

    @Test
    void aBrokenRequestIsADeadLetterAtOnceWithTheReasonOnIt() {
        send(patient, "{\"JobId\":\"firmware-42\",\"ThingNmae\":\"pump-1\"}");

        assertThat(deadLetter(patient, "ThingNmae"))
                .isEqualTo(
                        "Unknown property 'ThingNmae'; allowed are Deferred, ExecutionNumber, Force, JobId, LookAgain, NamespaceId, NotBefore, OnlyFinished, QueuedAt, QueuedBefore, Status, ThingName");
    }

    @Test
    void aRequestWithoutPermissionIsADeadLetterThatNamesActionAndArns() {
        send(impatient, REQUEST.formatted("firmware-42", "valve-2"));

        assertThat(deadLetter(impatient, "valve-2"))
                .startsWith(
                        "Given up after 1 tries: Access denied: the function's role must allow iot:ListJobExecutionsForThing on arn:aws:iot:us-east-1:123456789012:thing/valve-2; AWS IoT answered AccessDeniedException");
    }

    @Test
    void aRefusedRequestIsADeadLetterThatSaysWhatWouldHelp() {
        putInProgress("pump-busy");

        send(impatient, "{\"JobId\":\"firmware-42\",\"ThingName\":\"pump-busy\",\"ExecutionNumber\":1}");

        assertThat(deadLetter(impatient, "pump-busy"))
                .contains(
                        "Job execution firmware-42/pump-busy/1 is IN_PROGRESS and AWS IoT refuses to delete it",
                        "Send the request again once its device has ended it, or with Force true.");
        assertThat(executionsOn("pump-busy")).hasSize(1);
        assertThat(aws.alarms().isRaised(resource(impatient, "CleanupsDeadLetterAlarm")))
                .isTrue();
    }

    @Test
    void aRefusedRequestThatHasTriesLeftComesBackLater() {
        putInProgress("pump-later");

        send(patient, REQUEST.formatted("firmware-42", "pump-later"));

        Eventually.holds(() -> assertThat(logOf(patient))
                .anyMatch(line -> line.contains("\"comingBack\":[{") && line.contains("firmware-42/pump-later/1 is")));
        assertThat(aws.sqs().calls())
                .anyMatch(call -> call.action().equals("ChangeMessageVisibility") && call.status() == 200);
    }

    @Test
    void forceDeletesWhatIsInProgress() {
        putInProgress("pump-forced");

        send(patient, "{\"JobId\":\"firmware-42\",\"ThingName\":\"pump-forced\",\"ExecutionNumber\":1,\"Force\":true}");

        Eventually.holds(() -> assertThat(executionsOn("pump-forced")).isEmpty());
    }

    @Test
    void aRequestTooLargeForOneInvocationGoesOnWhereItStands() {
        putMoreThanOneInvocationDeletes("pump-large");

        send(patient, REQUEST.formatted("*", "pump-large"));

        Eventually.holds(() -> assertThat(executionsOn("pump-large")).isEmpty());
        assertThat(logOf(patient)).anyMatch(line -> line.contains("\"goingOn\":[\""));
        assertThat(aws.eventSourceMappings().dropped()).isZero();
    }

    @Test
    void aBatchLeavesOneLineOfMetrics() {
        put("pump-metrics", 1, Status.SUCCEEDED);

        send(patient, REQUEST.formatted("firmware-42", "pump-metrics"));

        Eventually.holds(() -> assertThat(logOf(patient))
                .anyMatch(line -> line.startsWith("{\"_aws\":") && !line.contains("\"Deleted\":0")));
    }

    @Test
    void theConsumerNeedsEveryPermissionOfItsRole() {
        putInProgress("pump-needed");
        putMoreThanOneInvocationDeletes("pump-many");

        send(patient, "{}");
        send(patient, REQUEST.formatted("firmware-42", "pump-needed"));
        send(patient, REQUEST.formatted("*", "pump-many"));
        aws.schedules().names().forEach(aws.schedules()::fire);

        String role = aws.lambda().function(consumer(patient)).roleArn();
        Eventually.holds(() -> assertThat(aws.iam().unusedStatements(role)).isEmpty());
    }

    private static Stack create(String name, CdkTemplates template) {
        Stack stack = Cloud.finished(aws.cloudFormation().createStack(name, template.template(), Map.of()));
        assertThat(stack.status()).as("%s", stack.events()).isEqualTo(StackStatus.CREATE_COMPLETE);
        return stack;
    }

    /// Has a thing's device take up an execution and end it.
    private static void runTo(Status end, String thingName) {
        aws.jobs().createThing(thingName);
        long number = aws.jobs().queue("firmware-42", thingName);
        aws.jobs().start("firmware-42", thingName, number);
        aws.jobs().finish("firmware-42", thingName, number, end);
    }

    /// A consumer has 18 s for five deletions a second. None of them is finished, so a schedule's request is not about
    /// them as well.
    private static void putMoreThanOneInvocationDeletes(String thingName) {
        LongStream.rangeClosed(1, 150).forEach(number -> putQueued(thingName, number));
    }

    private static void putQueued(String thingName, long number) {
        aws.jobs()
                .put(Execution.queued(
                        "firmware-42", thingName, number, Instant.now().minusSeconds(60)));
    }

    private static void put(String thingName, long number, Status status) {
        Instant queuedAt = Instant.now().minusSeconds(60);
        aws.jobs()
                .put(Execution.queued("firmware-42", thingName, number, queuedAt)
                        .startedAt(queuedAt)
                        .endedAt(queuedAt, status));
    }

    private static void putInProgress(String thingName) {
        Instant queuedAt = Instant.now().minusSeconds(60);
        aws.jobs().put(Execution.queued("firmware-42", thingName, 1, queuedAt).startedAt(queuedAt));
    }

    private static List<Execution> executionsOn(String thingName) {
        return aws.jobs().executions().stream()
                .filter(execution -> execution.thingName().equals(thingName))
                .toList();
    }

    private static void send(Stack stack, String request) {
        aws.sqs().send(stack.outputs().getOrDefault("QueueUrl", ""), request);
    }

    /// The reason on the dead letter whose body has this in it.
    private static String deadLetter(Stack stack, String part) {
        String[] reason = {""};
        Eventually.holds(() -> {
            ObjectNode request = JsonNodeFactory.instance
                    .objectNode()
                    .put("QueueUrl", stack.outputs().get("DeadLetterQueueUrl"))
                    .put("MaxNumberOfMessages", 10)
                    .put("VisibilityTimeout", 0);
            request.putArray("MessageAttributeNames").add("All");
            aws.sqs()
                    .asOperator("ReceiveMessage", request)
                    .path("Messages")
                    .valueStream()
                    .filter(message -> message.path("Body").asText().contains(part))
                    .map(message -> message.at("/MessageAttributes/Reason/StringValue"))
                    .map(JsonNode::asText)
                    .forEach(found -> reason[0] = found);
            assertThat(reason[0]).as("reason").isNotEmpty();
        });
        return reason[0];
    }

    private static String consumer(Stack stack) {
        return Account.example().arn("lambda", "function:" + resource(stack, "CleanupsConsumer"));
    }

    private static String resource(Stack stack, String prefix) {
        return stack.physicalResourceIds().entrySet().stream()
                .filter(resource -> resource.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> logOf(Stack stack) {
        return aws.lambda().logs(consumer(stack));
    }
}
