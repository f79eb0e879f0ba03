package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jobsweep.FakeLambda;
import jobsweep.cloudformation.Continuation;
import jobsweep.cloudformation.LogicalResource;
import jobsweep.cloudformation.Outcome;
import jobsweep.cloudformation.PhysicalResourceId;
import jobsweep.cloudformation.ResourceRequest;
import jobsweep.cloudformation.ResourceState;
import jobsweep.cloudformation.Unfinished;
import jobsweep.contract.JobExecution;
import jobsweep.contract.ResourceProperties;
import jobsweep.invocation.RequestException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobExecutionLifecycleTest {

    private static final String MORNING = "2026-11-23T08:00:00.123Z";
    private static final String NOON = "2026-11-23T12:00:00Z";
    private static final String EVENING = "2026-11-23T20:00:00Z";
    private static final String NIGHT = "2026-11-23T20:00:00.001Z";
    private static final LogicalResource RESOURCE =
            new LogicalResource("arn:aws:cloudformation:eu-west-1:123456789012:stack/Fleet/1", "Rollout");
    private static final String MORNING_MILLIS = "1795420800123";

    private InMemoryJobExecutions iot = new InMemoryJobExecutions();
    private final FakeLambda lambda = new FakeLambda(Duration.ofSeconds(870));
    private final List<String> deferred = new ArrayList<>();
    private Continuation continuation = new Continuation(lambda.now(), 0, Duration.ofHours(1));
    private Provider provider =
            new Provider(Optional.empty(), true, Optional.empty(), new Deferral(Optional.of(deferred::add)));

    @Test
    void createRemembersWhenTheExecutionWasQueued() {
        iot.with("firmware", "sensor", 7, "QUEUED", MORNING);

        ResourceState state = create("JobId", "firmware", "ThingName", "sensor", "ExecutionNumber", "7");

        assertThat(state.physicalResourceId()).hasToString("firmware/sensor/7@" + MORNING_MILLIS);
        assertThat(state.attributes())
                .isEqualTo(Map.of("ExecutionNumber", "7", "Status", "QUEUED", "QueuedAt", MORNING));
    }

    @Test
    void createSucceedsWithEmptyAttributesWhereTheExecutionIsMissing() {
        ResourceState state = create("JobId", "firmware", "ThingName", "sensor", "ExecutionNumber", "7");

        assertThat(state.physicalResourceId()).hasToString("firmware/sensor/7");
        assertThat(state.attributes()).isEqualTo(Map.of("ExecutionNumber", "", "Status", "", "QueuedAt", ""));
    }

    @ParameterizedTest
    @CsvSource({"*, sensor", "firmware, *"})
    void whatIsOpenEndedIsRefusedByAProviderThatHasNoTimeForIt(String jobId, String thingName) {
        provider = new Provider(Optional.empty(), false, Optional.empty(), provider.deferral());

        assertThatThrownBy(() -> create("JobId", jobId, "ThingName", thingName))
                .isInstanceOf(RequestException.class)
                .hasMessageContainingAll(jobId + "/" + thingName, "WholeThingsAndJobs", "allowCleanups");
        assertThatThrownBy(() -> update("firmware/other", "JobId", jobId, "ThingName", thingName))
                .isInstanceOf(RequestException.class);
        assertThatCode(() -> delete("%s/%s".formatted(jobId, thingName), "JobId", jobId, "ThingName", thingName))
                .doesNotThrowAnyException();
    }

    @Test
    void createWithoutANumberCallsIotNotOnce() {
        iot.with("firmware", "sensor", 7, "QUEUED", MORNING);

        ResourceState state = create("JobId", "firmware", "ThingName", "sensor");

        assertThat(state.physicalResourceId()).hasToString("firmware/sensor");
        assertThat(state.attributes()).isEqualTo(Map.of("ExecutionNumber", "", "Status", "", "QueuedAt", ""));
        assertThat(iot.calls()).isEmpty();
    }

    @Test
    void theSameCreateTwiceGivesTheSameId() {
        iot.with("firmware", "sensor", 7, "QUEUED", MORNING);

        assertThat(create("JobId", "firmware", "ThingName", "sensor", "ExecutionNumber", "7"))
                .isEqualTo(create("JobId", "firmware", "ThingName", "sensor", "ExecutionNumber", "7"));
    }

    @ParameterizedTest
    @CsvSource({
        "JobId, other, other/sensor/7",
        "ThingName, other, firmware/other/7",
        "ExecutionNumber, 8, firmware/sensor/8",
    })
    void anUpdateOfWhatIdentifiesTheResourceGivesAnotherId(String property, String value, String id) {
        assertThat(update("firmware/sensor/7", changed(property, value)).physicalResourceId())
                .hasToString(id);
    }

    @ParameterizedTest
    @CsvSource({"Force, true", "NamespaceId, aws-gg-deployment", "GracePeriodSeconds, 60"})
    void anUpdateOfAnythingElseKeepsTheId(String property, String value) {
        assertThat(update("firmware/sensor/7@" + MORNING_MILLIS, changed(property, value))
                        .physicalResourceId())
                .hasToString("firmware/sensor/7@" + MORNING_MILLIS);
    }

    @Test
    void anUpdateKeepsAnIdThatWasMadeBeforeTheExecutionExisted() {
        iot.with("firmware", "sensor", 7, "QUEUED", MORNING);

        ResourceState state = update("firmware/sensor/7", changed("Force", "true"));

        assertThat(state.physicalResourceId()).hasToString("firmware/sensor/7");
        assertThat(state.attributes()).containsEntry("QueuedAt", MORNING);
    }

    @Test
    void anUpdateSaysNothingOfANewerExecutionThatGotTheNumber() {
        iot.with("firmware", "sensor", 7, "QUEUED", NOON);

        assertThat(update("firmware/sensor/7@" + MORNING_MILLIS, changed("Force", "true"))
                        .attributes())
                .containsEntry("Status", "");
    }

    @Test
    void createAndUpdateChangeNothingInIot() {
        iot.with("firmware", "sensor", 7, "SUCCEEDED", MORNING);

        create("JobId", "firmware", "ThingName", "sensor", "ExecutionNumber", "7", "Force", "true");
        update("firmware/sensor/7", changed("JobId", "other"));
        update("firmware/sensor/7", changed("Force", "true"));

        assertThat(iot.calls()).isNotEmpty().allMatch(call -> call.startsWith("find "));
    }

    @Test
    void anUpdateThatIsRolledBackRestoresTheOldId() {
        iot.with("firmware", "sensor", 7, "QUEUED", MORNING);
        var before = create("JobId", "firmware", "ThingName", "sensor", "ExecutionNumber", "7");

        var after = update(before.physicalResourceId().value(), changed("ExecutionNumber", "8"));
        var rolledBack = update(after.physicalResourceId().value(), changed("ExecutionNumber", "7"));

        assertThat(rolledBack).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create-failed:1a2b-3c4d",
                "create-failed:sensor",
                "fleet-Rollout-1A2B3C4D5E",
                "firmware",
                "firmware/sensor/7/8",
                "firmware/sensor/",
                "firmware/sensor/seven",
                "firmware/sensor/-7",
                "firmware/sensor/007",
                "firmware/sensor/7@",
                "firmware/sensor/7@0042",
                "firmware/sensor/7@then",
                "firmware/sensor/99999999999999999999",
                "firm ware/sensor",
                "/sensor",
            })
    void aDeleteOfAnIdThatNamesNoExecutionCallsIotNotOnce(String id) {
        assertThat(delete(id).physicalResourceId()).hasToString(id);
        assertThat(iot.calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"firmware/sensor", "firmware/sensor/7", "firmware/sensor/7@" + MORNING_MILLIS})
    void deleteOfAMissingExecutionSucceeds(String id) {
        assertThat(delete(id).physicalResourceId()).hasToString(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"firmware/sensor", "firmware/sensor/7", "firmware/sensor/7@" + MORNING_MILLIS})
    void deleteTakesWhatTheIdNames(String id) {
        iot.with("firmware", "sensor", 7, "SUCCEEDED", MORNING);

        delete(id);

        assertThat(iot.left()).isEmpty();
    }

    @Test
    void deleteOfARunningExecutionWithoutForceIsRefusedWithAdvice() {
        iot.with("firmware", "sensor", 7, "IN_PROGRESS", MORNING);

        assertThatThrownBy(() -> delete("firmware/sensor/7"))
                .hasMessage(
                        "Job execution firmware/sensor/7 is IN_PROGRESS and AWS IoT refuses to delete it"
                                + " (in progress). Delete again once its device has ended it. Where the stack has forgotten it, after an update: Delete it by `aws iot delete-job-execution --job-id=firmware --thing-name=sensor --execution-number=7 --region=eu-west-1` once its device has ended it, or with --force now. Force: true, Defer: true, a longer GracePeriodSeconds or DeletionPolicy: Retain avoid this if they are set before a deletion.");
        assertThat(iot.left()).hasSize(1);
    }

    @Test
    void deleteOfARunningExecutionWithForceTakesIt() {
        iot.with("firmware", "sensor", 7, "IN_PROGRESS", MORNING);

        delete("firmware/sensor/7", "Force", "true");

        assertThat(iot.left()).isEmpty();
    }

    @Test
    void aDeleteThatComesAgainSpareesANewerExecutionThatGotTheNumber() {
        iot.with("firmware", "sensor", 7, "SUCCEEDED", MORNING);
        delete("firmware/sensor/7@" + MORNING_MILLIS);
        iot.with("firmware", "sensor", 7, "QUEUED", NOON);

        delete("firmware/sensor/7@" + MORNING_MILLIS, "Force", "true");

        assertThat(iot.left()).containsExactly("firmware/sensor/7");
    }

    @Test
    void aDeleteThatFailedIsCarriedOutWhenItComesAgain() {
        iot.with("firmware", "sensor", 7, "IN_PROGRESS", MORNING);
        assertThatThrownBy(() -> delete("firmware/sensor/7")).isInstanceOf(RequestException.class);
        iot.with("firmware", "sensor", 7, "SUCCEEDED", MORNING);

        delete("firmware/sensor/7");

        assertThat(iot.left()).isEmpty();
    }

    @Test
    void deleteWithoutANumberTakesEveryExecutionOfTheJobOnTheThingAndNoOther() {
        iot.with("firmware", "sensor", 1, "FAILED", MORNING)
                .with("firmware", "sensor", 2, "QUEUED", NOON)
                .with("firmware", "other", 1, "QUEUED", NOON)
                .with("other", "sensor", 1, "QUEUED", NOON);

        delete("firmware/sensor");

        assertThat(iot.left()).containsExactly("firmware/other/1", "other/sensor/1");
    }

    @Test
    void whatCannotBeReadDoesNotKeepTheOthersFromGoingAndIsNoSuccess() {
        iot.with("firmware", "sensor", 1, "QUEUED", MORNING)
                .with("firmware", "sensor", 2, "QUEUED", MORNING)
                .withWhatCannotBeRead("Entry 3: no queuedAt.");

        assertThatThrownBy(() -> delete("firmware/sensor"))
                .hasMessage("1 of 3 job executions could not be deleted. Entry 3: no queuedAt.");
        assertThat(iot.left()).isEmpty();
    }

    @Test
    void whatCannotBeReadAtAllIsToldInItsOwnWords() {
        iot.withWhatCannotBeRead("Entry 1: no queuedAt.");

        assertThatThrownBy(() -> delete("firmware/sensor")).hasMessage("Entry 1: no queuedAt.");
    }

    @Test
    void executionsThatStayDoNotKeepTheOthersFromGoing() {
        for (int number = 1; number <= 6; number++) {
            iot.with("firmware", "sensor", number, number == 2 ? "IN_PROGRESS" : "QUEUED", MORNING);
        }
        iot.failingToDelete("firmware", "sensor", 3)
                .failingToDelete("firmware", "sensor", 4)
                .failingToDelete("firmware", "sensor", 5);

        assertThatThrownBy(() -> delete("firmware/sensor"))
                .hasMessageStartingWith(
                        "4 of 6 job executions could not be deleted. Job execution firmware/sensor/3: iot:")
                .hasMessageContaining("firmware/sensor/4 failed: 500.")
                .hasMessageContaining(
                        "firmware/sensor/5 failed: 500. And 1 more. Delete again once its device has ended it")
                .hasMessageContaining("--job-id=firmware --thing-name=sensor --execution-number=2 ");
        assertThat(iot.left())
                .containsExactly("firmware/sensor/2", "firmware/sensor/3", "firmware/sensor/4", "firmware/sensor/5");
    }

    @Test
    void ofSeveralExecutionsEachIsLookedAtRightBeforeItGoes() {
        iot.with("firmware", "sensor", 1, "QUEUED", MORNING).with("firmware", "sensor", 2, "QUEUED", MORNING);
        iot.onDelete(() -> iot.with("firmware", "sensor", 2, "QUEUED", NOON));

        delete("firmware/sensor");

        assertThat(iot.left()).containsExactly("firmware/sensor/2");
    }

    @Test
    void theNamespaceIsPassedOn() {
        iot.with("firmware", "sensor", 7, "QUEUED", MORNING);

        delete("firmware/sensor", "NamespaceId", "aws-gg-deployment");

        assertThat(iot.calls())
                .containsExactly(
                        "findAll firmware/sensor in aws-gg-deployment",
                        "delete firmware/sensor/7 in aws-gg-deployment");
    }

    @Test
    void whatADeleteCannotReadNeverMattersToIt() {
        iot.with("firmware", "sensor", 7, "QUEUED", MORNING).with("other", "sensor", 7, "QUEUED", MORNING);

        delete(
                "firmware/sensor/7",
                "JobId",
                "other",
                "ExecutionNumber",
                "first",
                "Force",
                "yes",
                "GracePeriodSeconds",
                "1 min",
                "NamespaceId",
                "not allowed",
                "Colour",
                "blue");

        assertThat(iot.calls()).containsExactly("find firmware/sensor/7", "delete firmware/sensor/7");
        assertThat(iot.left()).containsExactly("other/sensor/7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"firmware/sensor", "firmware/sensor/7"})
    void aDeleteThatComesLateSparesWhatWasQueuedSinceItWasSent(String id) {
        iot.with("firmware", "sensor", 7, "QUEUED", NIGHT);

        delete(id, "Force", "true");

        assertThat(iot.left()).containsExactly("firmware/sensor/7");
    }

    @ParameterizedTest
    @CsvSource({"firmware/sensor, 7", "firmware/sensor/7,", "firmware/sensor/7@" + MORNING_MILLIS + ","})
    void anUpdateBetweenAllExecutionsAndOneOfThemIsRefused(String id, @Nullable String number) {
        iot.with("firmware", "sensor", 7, "QUEUED", MORNING);
        List<String> wanted = new ArrayList<>(List.of("JobId", "firmware", "ThingName", "sensor"));
        Optional.ofNullable(number).ifPresent(it -> wanted.addAll(List.of("ExecutionNumber", it)));

        assertThatThrownBy(() -> update(id, wanted.toArray(String[]::new)))
                .isInstanceOf(RequestException.class)
                .hasMessageStartingWith("A resource for " + id + " can't become one for firmware/sensor")
                .hasMessageContaining("DeletionPolicy: Retain");
        assertThat(iot.calls()).isEmpty();
    }

    @Test
    void anUpdateToAllExecutionsOnAnotherThingIsNone() {
        assertThat(update("firmware/sensor/7", "JobId", "firmware", "ThingName", "other")
                        .physicalResourceId())
                .hasToString("firmware/other");
    }

    @Test
    void anExecutionThatEndsInItsGracePeriodIsDeletedWithoutForce() {
        iot.with("firmware", "sensor", 7, "IN_PROGRESS", MORNING);
        lambda.afterPause(() -> {
            if (waited().compareTo(Duration.ofSeconds(90)) > 0) {
                iot.with("firmware", "sensor", 7, "SUCCEEDED", MORNING);
            }
        });

        delete("firmware/sensor/7", "GracePeriodSeconds", "300", "Force", "true");

        assertThat(iot.left()).isEmpty();
        assertThat(iot.calls()).last().isEqualTo("delete firmware/sensor/7");
        assertThat(waited()).isBetween(Duration.ofSeconds(90), Duration.ofMinutes(2));
    }

    @Test
    void anExecutionThatOutlivesItsGracePeriodStaysWithoutForce() {
        iot.with("firmware", "sensor", 7, "IN_PROGRESS", MORNING);

        assertThatThrownBy(() -> delete("firmware/sensor/7", "GracePeriodSeconds", "300"))
                .hasMessageStartingWith("Job execution firmware/sensor/7 is IN_PROGRESS after 300 s of grace");
        assertThat(iot.left()).hasSize(1);
        assertThat(waited()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void looksComeOftenAtFirstAndThenEveryHalfMinute() {
        iot.with("firmware", "sensor", 7, "IN_PROGRESS", MORNING);

        delete("firmware/sensor/7", "GracePeriodSeconds", "780", "Force", "true");

        assertThat(lambda.pauses().getFirst()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(lambda.pauses())
                .hasSizeBetween(30, 60)
                .allMatch(pause -> pause.compareTo(Duration.ofSeconds(30)) <= 0)
                .doesNotHaveDuplicates();
    }

    @Test
    void anExecutionThatOutlivesItsGracePeriodGoesByForce() {
        iot.with("firmware", "sensor", 7, "IN_PROGRESS", MORNING);

        delete("firmware/sensor/7", "GracePeriodSeconds", "300", "Force", "true");

        assertThat(iot.left()).isEmpty();
        assertThat(iot.calls()).last().isEqualTo("delete firmware/sensor/7 by force");
        assertThat(waited()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aGracePeriodLongerThanTheFunctionsTimeLeavesTimeToDelete() {
        iot.with("firmware", "sensor", 7, "IN_PROGRESS", MORNING);
        lambda.pause(Duration.ofMinutes(13));

        delete("firmware/sensor/7", "GracePeriodSeconds", "300", "Force", "true");

        assertThat(iot.left()).isEmpty();
        assertThat(lambda.left()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void nothingThatHasEndedWaitsForAGracePeriod() {
        iot.with("firmware", "sensor", 7, "SUCCEEDED", MORNING);

        delete("firmware/sensor/7", "GracePeriodSeconds", "300");

        assertThat(iot.left()).isEmpty();
        assertThat(lambda.pauses()).isEmpty();
    }

    @Test
    void severalExecutionsAreWaitedForSideBySide() {
        for (int number = 1; number <= 5; number++) {
            iot.with("firmware", "sensor", number, number < 5 ? "IN_PROGRESS" : "QUEUED", MORNING);
        }

        assertThatThrownBy(() -> delete("firmware/sensor", "GracePeriodSeconds", "60"))
                .hasMessageStartingWith("4 of 5 job executions could not be deleted.");
        assertThat(waited()).isEqualTo(Duration.ofMinutes(1));
        assertThat(iot.calls()).filteredOn(call -> call.startsWith("findAll")).hasSizeLessThan(12);
    }

    @Test
    void aGracePeriodSparesANewerExecutionThatGotTheNumber() {
        iot.with("firmware", "sensor", 7, "IN_PROGRESS", MORNING);
        lambda.afterPause(() -> iot.with("firmware", "sensor", 7, "IN_PROGRESS", NOON));

        delete("firmware/sensor/7", "GracePeriodSeconds", "300", "Force", "true");

        assertThat(iot.left()).hasSize(1);
        assertThat(iot.calls()).noneMatch(call -> call.startsWith("delete"));
    }

    @Test
    void aGracePeriodForWhichTheFunctionHasNoTimeIsRefused() {
        lambda.pause(Duration.ofMinutes(13));

        assertThatThrownBy(() -> create("JobId", "firmware", "ThingName", "sensor", "GracePeriodSeconds", "31"))
                .hasMessage(
                        "GracePeriodSeconds must be at most 30 with this provider, whose function has no more time, got '31'. Deploy the provider with at least 31: LongestGracePeriodSeconds of its template, longestGracePeriod of its construct, or -c jobsweep:longestGracePeriodSeconds of cdk deploy.");
        assertThat(create("JobId", "firmware", "ThingName", "sensor", "GracePeriodSeconds", "30"))
                .isNotNull();
    }

    @Test
    void whatAwsIotRefusesIsLeftToTheQueueUnderItsNumberAndMomentOfQueueing() {
        iot.with("firmware", "sensor", 7, "IN_PROGRESS", MORNING);

        ResourceState state = delete(
                "firmware/sensor/7",
                "JobId",
                "firmware",
                "ThingName",
                "sensor",
                "ExecutionNumber",
                "7",
                "Defer",
                "true");

        assertThat(state.deferred().orElseThrow()).startsWith("Job execution firmware/sensor/7 is IN_PROGRESS");
        assertThat(deferred)
                .containsExactly(
                        "{\"Deferred\":\"true\",\"ExecutionNumber\":\"7\",\"Force\":\"false\",\"JobId\":\"firmware\",\"QueuedAt\":\"%s\",\"QueuedBefore\":\"%s\",\"ThingName\":\"sensor\"}"
                                .formatted(MORNING, EVENING));
        assertThat(iot.left()).hasSize(1);
    }

    @Test
    void ofManyThatStayTheResourceItselfIsLeftToTheQueue() {
        for (int number = 1; number <= 11; number++) {
            iot.with("firmware", "pump-" + number, 1, "IN_PROGRESS", MORNING);
        }

        delete("firmware/*", "Defer", "true", "NamespaceId", "gg");

        assertThat(deferred)
                .containsExactly(
                        "{\"Deferred\":\"true\",\"Force\":\"false\",\"JobId\":\"firmware\",\"NamespaceId\":\"gg\",\"QueuedBefore\":\"%s\",\"ThingName\":\"*\"}"
                                .formatted(EVENING));
    }

    /// AWS IoT may not list them any more once their thing is gone.
    @Test
    void ofFewThatStayEachIsLeftToTheQueueByItsNumber() {
        iot.with("firmware", "sensor", 1, "IN_PROGRESS", MORNING)
                .with("config", "sensor", 4, "IN_PROGRESS", NOON)
                .with("config", "sensor", 5, "QUEUED", NOON);

        delete("*/sensor", "Defer", "true");

        assertThat(deferred)
                .hasSize(2)
                .anyMatch(request -> request.contains("\"ExecutionNumber\":\"1\"")
                        && request.contains("\"JobId\":\"firmware\"")
                        && request.contains("\"QueuedAt\":\"" + MORNING))
                .anyMatch(request -> request.contains("\"ExecutionNumber\":\"4\"")
                        && request.contains("\"JobId\":\"config\"")
                        && request.contains("\"QueuedAt\":\"" + NOON));
    }

    @Test
    void whatIsInProgressIsTriedLast() {
        iot.with("firmware", "sensor", 1, "IN_PROGRESS", MORNING).with("firmware", "sensor", 2, "QUEUED", MORNING);

        assertThatThrownBy(() -> delete("firmware/sensor")).hasMessageContaining("firmware/sensor/1 is IN_PROGRESS");

        assertThat(iot.calls())
                .filteredOn(call -> call.startsWith("delete"))
                .first()
                .asString()
                .startsWith("delete firmware/sensor/2");
    }

    /// There AWS IoT answers as if there were none.
    @Test
    void aNamespaceThatIsNotTheJobsIsNoSuccess() {
        var elsewhere = new InMemoryJobExecutions() {
            @Override
            Deletion delete(JobExecution execution, DeletionOptions options) {
                return new Deletion.AlreadyGone();
            }
        };
        elsewhere.with("firmware", "sensor", 7, "QUEUED", MORNING);
        iot = elsewhere;

        assertThatThrownBy(() -> delete("firmware/sensor/7", "NamespaceId", "gg", "Defer", "true"))
                .hasMessageStartingWith(
                        "Job execution firmware/sensor/7: AWS IoT knows it, but not in the namespace gg: NamespaceId must be its job's, or not be given.");
        assertThat(deferred).isEmpty();
    }

    @Test
    void whatCanBeDeletedIsNotDeferred() {
        iot.with("firmware", "sensor", 7, "QUEUED", MORNING);

        assertThat(delete("firmware/sensor/7", "Defer", "true").deferred()).isEmpty();
        assertThat(iot.left()).isEmpty();
        assertThat(deferred).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onlyWhatMayPassIsDeferred(boolean passing) {
        iot.with("firmware", "sensor", 7, "QUEUED", MORNING);
        iot.onDelete(() -> {
            throw new JobExecutionsException("It failed.", passing);
        });

        var deletion = assertThatCode(() -> delete("firmware/sensor/7", "Defer", "true"));

        if (passing) {
            deletion.doesNotThrowAnyException();
        } else {
            deletion.hasMessageContaining("It failed.");
        }
        assertThat(deferred).hasSize(passing ? 1 : 0);
    }

    @Test
    void aQueueThatDoesNotTakeItFailsWithBothReasons() {
        iot.with("firmware", "sensor", 7, "IN_PROGRESS", MORNING);
        provider = new Provider(Optional.empty(), true, Optional.empty(), new Deferral(Optional.of(_ -> {
            throw new RequestException("sqs:SendMessage failed: denied");
        })));

        assertThatThrownBy(() -> delete("firmware/sensor/7", "Defer", "true"))
                .hasMessageStartingWith("Job execution firmware/sensor/7 is IN_PROGRESS")
                .hasMessageEndingWith("It could not be deferred either: sqs:SendMessage failed: denied.");
    }

    @Test
    void deferWithoutAQueueIsRefusedFromTheBeginning() {
        provider = new Provider(Optional.empty(), true, Optional.empty(), new Deferral(Optional.empty()));
        String[] properties = {"JobId", "firmware", "ThingName", "sensor", "Defer", "true"};
        String refusal =
                "Defer must not be true: this provider has no cleanup queue to defer to. Deploy it with one: DeferQueueUrl and DeferQueueArn of its template, or deferTo of its construct.";

        assertThatThrownBy(() -> create(properties)).hasMessage(refusal);
        assertThatThrownBy(() -> update("firmware/sensor", properties)).hasMessage(refusal);
        assertThat(create("JobId", "firmware", "ThingName", "sensor", "Defer", "false"))
                .isNotNull();
    }

    @Test
    void withTheStacksOwnProviderTheReasonSaysHowToDoWithoutIt() {
        iot.with("firmware", "sensor", 7, "IN_PROGRESS", MORNING);
        provider = new Provider(Optional.of(RESOURCE.stackId()), true, Optional.empty(), provider.deferral());

        assertThatThrownBy(() -> delete("firmware/sensor/7", "NamespaceId", "gg"))
                .hasMessageEndingWith(
                        " Delete it by `aws iot delete-job-execution --job-id=firmware --thing-name=sensor --execution-number=7 --namespace-id=gg --region=eu-west-1` once its device has ended it, or with --force now. After an update that is all. A stack that is being deleted takes its provider along, so do not rely on deleting again: once it is DELETE_FAILED, use `aws cloudformation delete-stack --stack-name=Fleet --retain-resources=Rollout --region=eu-west-1`; where it is ROLLBACK_FAILED, delete it before without that option.");
    }

    @ParameterizedTest
    @CsvSource({
        "'*/sensor', 'firmware/sensor/1,config/sensor/2', 'firmware/pump/1'",
        "'firmware/*', 'firmware/sensor/1,firmware/pump/1', 'config/sensor/2'"
    })
    void aStarMeansEveryJobOrEveryThingAsFarAsItWasQueuedBefore(String id, String gone, String left) {
        iot.with("firmware", "sensor", 1, "QUEUED", MORNING)
                .with("firmware", "pump", 1, "QUEUED", MORNING)
                .with("config", "sensor", 2, "QUEUED", MORNING)
                .with("firmware", "sensor", 9, "QUEUED", NIGHT);

        delete(id);

        assertThat(iot.left()).doesNotContain(gone.split(",")).contains(left, "firmware/sensor/9");
    }

    @ParameterizedTest
    @CsvSource({
        "firmware/sensor, '*', sensor",
        "firmware/sensor, firmware, '*'",
        "'*/sensor', firmware, '*'",
        "'firmware/*', '*', sensor",
        "firmware/sensor/7, '*', sensor",
        "'*/sensor', firmware, sensor"
    })
    void anUpdateToWhatOverlapsIsRefusedForEveryPair(String id, String jobId, String thingName) {
        assertThatThrownBy(() -> update(id, "JobId", jobId, "ThingName", thingName))
                .hasMessageStartingWith("A resource for " + id + " can't become one for " + jobId + "/" + thingName);
    }

    @Test
    void whatOneInvocationHasNoTimeForGoesOnInTheNext() {
        fill(5);
        iot.onDelete(this::take6Minutes);
        continuation = new Continuation(lambda.now(), 100, Duration.ofHours(1));

        assertThat(unfinished(deletion("firmware/*")).soFar()).isEqualTo(continuation.after(103));
    }

    @Test
    void whatCannotGoOnFailsWithTheReason() {
        fill(5);
        iot.onDelete(this::take6Minutes);

        assertThatThrownBy(() -> unfinished(deletion("firmware/*")).otherwise().apply("Nobody goes on."))
                .hasMessage(
                        "Nobody goes on. Delete again: what is gone stays gone. Where the stack has forgotten it, after an update, delete what is left in AWS IoT.");
    }

    @Test
    void whatCannotGoOnIsDeferredAsAWhole() {
        fill(5);
        iot.onDelete(this::take6Minutes);

        assertThat(unfinished(deletion("firmware/*", "Defer", "true"))
                        .otherwise()
                        .apply("Nobody goes on.")
                        .deferred())
                .hasValueSatisfying(why -> assertThat(why).startsWith("Nobody goes on."));
        assertThat(deferred).hasSize(1).first().asString().contains("\"ThingName\":\"*\"");
    }

    private Unfinished unfinished(ResourceRequest request) {
        return (Unfinished) outcome(request);
    }

    @Test
    void whatOneInvocationHasNoTimeForNearTheHoursEndFailsWithWhatIsGoneAndWhatIsLeft() {
        fill(5);
        iot.onDelete(this::take6Minutes);
        continuation = new Continuation(lambda.now().minus(Duration.ofMinutes(40)), 100, Duration.ofHours(1));

        assertThatThrownBy(() -> outcome(deletion("firmware/*")))
                .hasMessageStartingWith("2 of 5 job executions could not be deleted. ")
                .hasMessageEndingWith(
                        "Delete again: what is gone stays gone. Where the stack has forgotten it, after an update, delete what is left in AWS IoT. 103 job execution(s) are gone by now.");
    }

    @Test
    void whatOneInvocationHasNoTimeForNearTheHoursEndIsDeferredAsAWhole() {
        fill(5);
        iot.onDelete(this::take6Minutes);
        continuation = new Continuation(lambda.now().minus(Duration.ofMinutes(40)), 100, Duration.ofHours(1));

        assertThat(delete("firmware/*", "Defer", "true").deferred()).isPresent();
        assertThat(deferred).hasSize(1).first().asString().contains("\"ThingName\":\"*\"");
    }

    @Test
    void withoutProgressThereIsNoNextInvocation() {
        fill(2);
        iot.onDelete(() -> {
            lambda.pause(Duration.ofMinutes(15));
            throw new JobExecutionsException("503", true);
        });

        assertThatThrownBy(() -> outcome(deletion("firmware/*"))).hasMessageContaining("503");
    }

    private void take6Minutes() {
        if (lambda.left().isNegative()) {
            throw new OutOfTimeException(new IotCalls.Call("iot:DeleteJobExecution", List.of("arn")));
        }
        lambda.pause(Duration.ofMinutes(6));
    }

    private void fill(int things) {
        for (int number = 1; number <= things; number++) {
            iot.with("firmware", "thing-" + number, 1, "QUEUED", MORNING);
        }
    }

    private ResourceRequest deletion(String id, String... properties) {
        return new ResourceRequest.Delete(
                new PhysicalResourceId(id), properties(properties), Instant.parse(EVENING), RESOURCE, continuation);
    }

    /// Its id tells it from every other, so that nothing depends on when the request was sent.
    @Test
    void theVeryExecutionGoesWheneverTheRequestWasSent() {
        iot.with("firmware", "sensor", 7, "QUEUED", NIGHT);
        long queuedAt = Instant.parse(NIGHT).toEpochMilli();

        delete("firmware/sensor/7@" + queuedAt);

        assertThat(iot.left()).isEmpty();
    }

    private Duration waited() {
        return lambda.pauses().stream().reduce(Duration.ZERO, Duration::plus);
    }

    private static String[] changed(String property, String value) {
        Map<String, String> properties = new LinkedHashMap<>(
                Map.of("JobId", "firmware", "ThingName", "sensor", "ExecutionNumber", "7", "Force", "false"));
        properties.put(property, value);
        return properties.entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                .toArray(String[]::new);
    }

    private ResourceState create(String... properties) {
        return handle(new ResourceRequest.Create(properties(properties)));
    }

    private ResourceState update(String id, String... properties) {
        return handle(new ResourceRequest.Update(new PhysicalResourceId(id), properties(properties)));
    }

    private ResourceState delete(String id, String... properties) {
        return handle(deletion(id, properties));
    }

    private ResourceState handle(ResourceRequest request) {
        return (ResourceState) outcome(request);
    }

    private Outcome outcome(ResourceRequest request) {
        return new JobExecutionLifecycle(iot, lambda.invocation(), provider, lambda.platform()).handle(request);
    }

    private static ResourceProperties properties(String... namesAndValues) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new ResourceProperties(properties);
    }
}
