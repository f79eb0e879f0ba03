package jobsweep.acceptance.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jobsweep.acceptance.Synthesis;
import jobsweep.acceptance.options.Jobsweep;
import jobsweep.acceptance.options.PlayOptions;
import jobsweep.infra.JobExecutionCleanup;
import jobsweep.infra.JobExecutionCleanupProvider;
import jobsweep.infra.JobExecutionCleanupQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;

class PlayIT {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Pattern TIME = Pattern.compile("^  ([0-9:]{8}Z)  ", Pattern.MULTILINE);

    @TempDir
    private static Path cdkOut = Path.of("");

    private final StringWriter shown = new StringWriter();
    private final StringWriter complaints = new StringWriter();

    @TempDir
    private Path directory = Path.of("");

    @BeforeAll
    static void synthesize() {
        Synthesis.of(cdkOut, app -> {
            queue(new Stack(app, "Queue"));
            alarmed(new Stack(app, "Alarmed"));
        });
    }

    @AfterEach
    void timesNeverRunBackwards() {
        assertThat(TIME.matcher(shown.toString()).results().map(line -> line.group(1)))
                .isNotEmpty()
                .isSorted()
                .first()
                .asString()
                .startsWith("12:0");
    }

    @Test
    void theExampleIsCreatedRefusedUpdatedToForceAndDeletedAndThenDeferred() {
        assertThat(play()).isZero();

        assertThat(shown.toString())
                .containsSubsequence(
                        "firmware-42 on greenhouse-7, execution 1  IN_PROGRESS",
                        "create-stack",
                        "→ iot:DescribeJobExecution firmware-42 on greenhouse-7, execution 1: 200",
                        "Rollout",
                        "CREATE_COMPLETE",
                        "update-stack",
                        "taken out of the template",
                        "force=false: 409 InvalidStateTransitionException",
                        "DELETE_FAILED",
                        "takes its provider along",
                        "DELETE_FAILED",
                        "DELETE_FAILED",
                        "UPDATE_COMPLETE",
                        "update-stack",
                        "put back, now with Force: true",
                        "UPDATE_COMPLETE",
                        "delete-stack",
                        "force=true: 200",
                        "DELETE_COMPLETE",
                        "Job executions now: none",
                        "create-stack --stack-name JobsweepDeferred",
                        "delete-stack --stack-name JobsweepDeferred",
                        "force=false: 409 InvalidStateTransitionException",
                        "→ sqs:SendMessage on the queue: 200",
                        "DELETE_COMPLETE",
                        "Job executions now:",
                        "firmware-42 on greenhouse-7, execution 1  IN_PROGRESS",
                        "update-job-execution",
                        "force=false: 200",
                        "Deleted 0, AlreadyGone 0, Refused 0, Waiting 1",
                        "Deleted 1, AlreadyGone 0, Refused 0, Waiting 0",
                        "Job executions now: none",
                        "All as it should be.")
                .doesNotContain("\u001b");
    }

    @Test
    void anotherExecutionIsPlayedWithForceFromTheBeginning() {
        assertThat(play("--job", "wifi", "--thing", "pump:7", "--number", "9223372036854775807", "--force"))
                .isZero();

        assertThat(shown.toString())
                .contains("iot:DeleteJobExecution wifi on pump:7, execution 9223372036854775807, force=true: 200")
                .doesNotContain("DELETE_FAILED", "update-stack");
    }

    @Test
    void severalTemplatesArePlayedOneAfterAnotherEachWithItsParametersAndTheDeployedProvider() throws IOException {
        Path rollout = Files.writeString(directory.resolve("rollout.yaml"), templateInReadme());
        Path thing = Files.writeString(directory.resolve("1 thing.yaml"), """
                Parameters: {Name: {Type: String}}
                Resources: {Thing: {Type: AWS::IoT::Thing, Properties: {ThingName: !Ref Name}}}
                """);

        assertThat(play(rollout.toString(), thing.toString(), "--parameter", "Name=pump-3"))
                .isZero();

        assertThat(shown.toString())
                .containsSubsequence(
                        "create-stack --stack-name JobsweepProvider",
                        "create-stack --stack-name rollout",
                        "Job executions queued:",
                        "delete-stack --stack-name rollout",
                        "Job executions now: none",
                        "All as it should be.",
                        "create-stack --stack-name Stack1-thing",
                        "All as it should be.");
    }

    @Test
    void executionsGoBeforeTheirJobAndTheirThing() {
        assertThat(play(Path.of("..", "..", "examples", "cloudformation", "job.yaml")
                        .toString()))
                .isZero();

        assertThat(shown.toString())
                .containsSubsequence(
                        "delete-stack --stack-name job",
                        "iot:DeleteJobExecution firmware-43 on greenhouse-8, execution 1, force=true: 200",
                        "Executions                          DELETE_COMPLETE",
                        "Job                                 DELETE_COMPLETE",
                        "Thing                               DELETE_COMPLETE",
                        "Job executions now: none");
    }

    @Test
    void theProviderWithoutTheCdkIsPlayedWithTheArchiveThatWasBuilt() {
        Path provider = Path.of("..", "..", "infra", "target", "jobsweep-provider.template.json");

        assertThat(play(
                        provider.toString(),
                        "--parameter",
                        "ArchiveBucket=my-bucket",
                        "--parameter",
                        "ArchiveKey=jobsweep-0.1.0.zip",
                        "--parameter",
                        "JobPatterns=firmware-*,certificates-*",
                        "--parameter",
                        "ThingPatterns=greenhouse-*"))
                .isZero();

        assertThat(shown.toString())
                .containsSubsequence(
                        "create-stack --stack-name jobsweep-provider",
                        "CREATE_COMPLETE",
                        "delete-stack --stack-name jobsweep-provider",
                        "All as it should be.")
                .doesNotContain("JobsweepProvider");
    }

    @Test
    void anAlarmsTopicAndItsSubscriptionsAreThereAndDoNothing() {
        assertThat(play(template("Alarmed"))).isZero();

        assertThat(shown.toString())
                .containsSubsequence("Topic", "CREATE_COMPLETE", "firmware-42 on greenhouse-7, execution 1  QUEUED")
                .contains("iot:DeleteJobExecution firmware-42 on greenhouse-7, execution 1, force=false: 200");
    }

    @Test
    void aQueuesStackCleansUpAnExecutionThatEnds() {
        assertThat(play(template("Queue"))).isZero();

        assertThat(shown.toString())
                .containsSubsequence(
                        "CREATE_COMPLETE",
                        "firmware-42 on pump-1, execution 1  IN_PROGRESS",
                        "update-job-execution --job-id firmware-42 --thing-name pump-1 --status SUCCEEDED",
                        "→ sqs:SendMessage to the queue: {\"JobId\":\"firmware-42\",\"ThingName\":\"pump-1\"",
                        "→ lambda:Invoke Queue-",
                        "→ iot:DeleteJobExecution firmware-42 on pump-1, execution 1, force=false: 200",
                        "→ sqs:DeleteMessageBatch on the queue: 200",
                        "Deleted 1, AlreadyGone 0, Refused 0, Waiting 0, Throttled 0, Failed 0",
                        "Job executions now: none",
                        "delete-stack --stack-name Queue",
                        "All as it should be.");
    }

    @Test
    void aQueuesStackCleansUpForTheEventThatIsGiven() throws IOException {
        assertThat(play(template("Queue"), "--event", event("""
                        {"eventType": "THING_EVENT", "operation": "DELETED", "thingName": "pump-3"}"""))).isZero();

        assertThat(shown.toString())
                .containsSubsequence(
                        "firmware-42 on pump-3, execution 1  REMOVED",
                        "publish --topic '$aws/events/thing/pump-3/deleted'",
                        "→ sqs:SendMessage to the queue: {\"JobId\":\"*\",\"ThingName\":\"pump-3\"",
                        "→ iot:DeleteJobExecution firmware-42 on pump-3, execution 1, force=false: 200",
                        "Job executions now: none");
    }

    @Test
    void aRequestThatIsBrokenIsShownAsADeadLetterWithItsReason() throws IOException {
        assertThat(play(template("Queue"), "--event", event("{\"JobId\":\"firmware-42\",\"ThingNmae\":\"pump-1\"}")))
                .isOne();

        assertThat(shown.toString())
                .containsSubsequence(
                        "aws sqs send-message",
                        "→ sqs:SendMessage on the dead letters: 200",
                        "dead letter {\"JobId\":\"firmware-42\",\"ThingNmae\":\"pump-1\"}",
                        "Unknown property 'ThingNmae'; allowed are Deferred, ExecutionNumber, Force",
                        "delete-stack --stack-name Queue",
                        "Not all as it should be.");
    }

    @Test
    void aRequestThatSqsDoesNotTakeIsNotWaitedFor() throws IOException {
        assertThat(play(template("Queue"), "--event", event("\ufeff"))).isOne();

        assertThat(shown.toString())
                .containsSubsequence(
                        "aws sqs send-message",
                        "SQS should take the request, and does not: ",
                        "delete-stack --stack-name Queue")
                .doesNotContain("the queue should be empty within", "lambda:Invoke");
    }

    @Test
    void anEventThatNoRuleTakesIsSaidToBeOneAndNotWaitedFor() throws IOException {
        assertThat(play(template("Queue"), "--event", event("""
                        {"eventType": "JOB_EXECUTION", "operation": "failed", "jobId": "firmware-9",
                         "thingArn": "arn:aws:iot:us-east-1:123456789012:thing/valve-1"}"""))).isZero();

        assertThat(shown.toString())
                .containsSubsequence(
                        "firmware-9 on valve-1, execution 1  FAILED",
                        "publish --topic '$aws/events/jobExecution/firmware-9/failed'",
                        "No rule of the stack takes this event: nothing is cleaned up.",
                        "delete-stack --stack-name Queue")
                .doesNotContain("lambda:Invoke");
    }

    private static void queue(Stack stack) {
        JobExecutionCleanupQueue queue = JobExecutionCleanupQueue.Builder.create(stack, "Cleanups")
                .jobPatterns(List.of("firmware-*"))
                .thingPatterns(List.of("pump-*"))
                .build();
        queue.cleanUpFinishedExecutions();
        queue.cleanUpDeletedThings();
    }

    private static void alarmed(Stack stack) {
        Topic topic = new Topic(stack, "Topic");
        topic.addSubscription(new EmailSubscription("fleet@example.com"));
        JobExecutionCleanupProvider.Builder.create(stack)
                .alarmActions(List.of(new SnsAction(topic)))
                .thingPatterns(List.of("greenhouse-*"))
                .jobPatterns(List.of("firmware-*"))
                .build();
        JobExecutionCleanup.Builder.create(stack, "Rollout")
                .jobId("firmware-42")
                .thingName("greenhouse-7")
                .build();
    }

    private static String template(String stack) {
        return cdkOut.resolve(stack + ".template.json").toString();
    }

    private String event(String document) throws IOException {
        return Files.writeString(directory.resolve("event.json"), document).toString();
    }

    private int play(String... arguments) {
        InstantSource clock = InstantSource.offset(InstantSource.system(), Duration.between(Instant.now(), NOON));
        return Jobsweep.commandLine((options, out) -> new Play((PlayOptions) options, new Screen(out, clock)).play())
                .setOut(new PrintWriter(shown, true))
                .setErr(new PrintWriter(complaints, true))
                .execute(Stream.concat(Stream.of("play"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static String templateInReadme() throws IOException {
        String readme = Files.readString(Path.of("..", "..", "README.md"));
        String fence = "```yaml\n";
        int start = readme.indexOf(fence) + fence.length();
        return readme.substring(start, readme.indexOf("```", start));
    }
}
