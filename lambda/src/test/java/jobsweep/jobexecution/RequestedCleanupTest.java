package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jobsweep.FakeLambda;
import jobsweep.contract.DeletionRequest;
import jobsweep.contract.JobExecution;
import jobsweep.contract.JobId;
import jobsweep.contract.Metric;
import jobsweep.queue.Handled;
import jobsweep.queue.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestedCleanupTest {

    private static final String EARLIER = "2026-03-01T12:00:00Z";
    private static final Instant LATER = Instant.parse("2026-03-01T12:00:00.001Z");
    private static final Map<String, String> ONE =
            Map.of("JobId", "firmware", "ThingName", "sensor", "ExecutionNumber", "7");
    private static final Map<String, String> JOB_ON_THING = Map.of("JobId", "firmware", "ThingName", "sensor");
    private static final Map<String, String> EVERY_JOB = Map.of("JobId", "*", "ThingName", "sensor");
    private static final Map<String, String> EVERY_THING = Map.of("JobId", "firmware", "ThingName", "*");

    private final FakeLambda lambda = new FakeLambda(Duration.ofSeconds(45));
    private final Tally tally = new Tally();
    private final InMemoryJobExecutions iot = new InMemoryJobExecutions();

    @Test
    void aNumberedExecutionIsLookedUpAndDeleted() {
        iot.with("firmware", "sensor", 7, "QUEUED", EARLIER).with("firmware", "sensor", 8, "QUEUED", EARLIER);

        assertThat(run(ONE)).isEqualTo(new Handled.Done());
        assertThat(iot.left()).containsExactly("firmware/sensor/8");
        assertThat(iot.calls()).containsExactly("find firmware/sensor/7", "delete firmware/sensor/7");
        assertThat(tally.of(Metric.DELETED)).isEqualTo(1);
    }

    @Test
    void whatIsGoneAlreadyIsDone() {
        assertThat(run(ONE)).isEqualTo(new Handled.Done());
        assertThat(tally.of(Metric.ALREADY_GONE)).isEqualTo(1);
    }

    @Test
    void everyExecutionOfAJobOnAThingIsDeleted() {
        iot.with("firmware", "sensor", 1, "SUCCEEDED", EARLIER)
                .with("firmware", "sensor", 2, "QUEUED", EARLIER)
                .with("firmware", "pump", 1, "QUEUED", EARLIER)
                .with("config", "sensor", 1, "QUEUED", EARLIER);

        assertThat(run(JOB_ON_THING)).isEqualTo(new Handled.Done());
        assertThat(iot.left()).containsExactly("firmware/pump/1", "config/sensor/1");
        // A listing of several is not relied on.
        assertThat(iot.calls())
                .containsExactly(
                        "findAll firmware/sensor",
                        "find firmware/sensor/1",
                        "delete firmware/sensor/1",
                        "find firmware/sensor/2",
                        "delete firmware/sensor/2");
    }

    @Test
    void everyJobsExecutionsOnAThingAreDeleted() {
        iot.with("firmware", "sensor", 1, "QUEUED", EARLIER)
                .with("config", "sensor", 1, "QUEUED", EARLIER)
                .with("firmware", "pump", 1, "QUEUED", EARLIER);

        assertThat(run(EVERY_JOB)).isEqualTo(new Handled.Done());
        assertThat(iot.left()).containsExactly("firmware/pump/1");
    }

    @Test
    void everyThingsExecutionsOfAJobAreDeleted() {
        iot.with("firmware", "sensor", 1, "QUEUED", EARLIER)
                .with("config", "sensor", 1, "QUEUED", EARLIER)
                .with("firmware", "pump", 1, "QUEUED", EARLIER);

        assertThat(run(EVERY_THING)).isEqualTo(new Handled.Done());
        assertThat(iot.left()).containsExactly("config/sensor/1");
    }

    @Test
    void whatWasQueuedAfterTheRequestWasSentIsLeftAlone() {
        iot.with("firmware", "sensor", 7, "QUEUED", LATER.toString());

        assertThat(run(ONE)).isEqualTo(new Handled.Done());
        assertThat(run(JOB_ON_THING)).isEqualTo(new Handled.Done());
        assertThat(iot.left()).containsExactly("firmware/sensor/7");
    }

    @ParameterizedTest
    @CsvSource({
        "QUEUED, false",
        "IN_PROGRESS, false",
        "PAUSED, false",
        "SUCCEEDED, true",
        "FAILED, true",
        "TIMED_OUT, true",
        "REJECTED, true",
        "REMOVED, true",
        "CANCELED, true"
    })
    void onlyWhatIsFinishedIsTakenWhereOnlyThatIsMeant(String status, boolean taken) {
        iot.with("firmware", "sensor", 7, status, EARLIER);

        assertThat(run(with(JOB_ON_THING, "OnlyFinished"))).isEqualTo(new Handled.Done());

        assertThat(iot.left().isEmpty()).isEqualTo(taken);
    }

    @Test
    void aRefusedDeletionIsForLaterAndSaysWhatWouldHelp() {
        iot.with("firmware", "sensor", 7, "IN_PROGRESS", EARLIER);

        assertThat(run(ONE))
                .isEqualTo(
                        new Handled.Later(
                                "Job execution firmware/sensor/7 is IN_PROGRESS and AWS IoT refuses to delete it (in progress). Send the request again once its device has ended it, or with Force true."));
        assertThat(tally.of(Metric.REFUSED)).isEqualTo(1);
    }

    @Test
    void forceDeletesWhatIsInProgress() {
        iot.with("firmware", "sensor", 7, "IN_PROGRESS", EARLIER);

        assertThat(run(with(ONE, "Force"))).isEqualTo(new Handled.Done());
        assertThat(iot.left()).isEmpty();
    }

    @Test
    void whatCannotBeReadKeepsNoOtherFromGoingAndComesBack() {
        iot.with("firmware", "sensor", 1, "QUEUED", EARLIER).withWhatCannotBeRead("Entry 2: no queuedAt.");

        assertThat(run(JOB_ON_THING))
                .isEqualTo(new Handled.Later("1 of 2 job executions could not be deleted. Entry 2: no queuedAt."));
        assertThat(iot.left()).isEmpty();
        assertThat(tally.of(Metric.FAILED)).isEqualTo(1);
    }

    @Test
    void oneThatStaysKeepsNoOtherFromGoing() {
        iot.with("firmware", "sensor", 1, "IN_PROGRESS", EARLIER)
                .with("firmware", "sensor", 2, "QUEUED", EARLIER)
                .with("firmware", "sensor", 3, "QUEUED", EARLIER)
                .failingToDelete("firmware", "sensor", 2);

        assertThat(run(JOB_ON_THING))
                .isInstanceOfSatisfying(
                        Handled.Later.class,
                        later -> assertThat(later.why())
                                .startsWith(
                                        "2 of 3 job executions could not be deleted. Job execution firmware/sensor/1"));
        assertThat(iot.left()).containsExactly("firmware/sensor/1", "firmware/sensor/2");
        assertThat(tally.of(Metric.DELETED)).isEqualTo(1);
        assertThat(tally.of(Metric.REFUSED)).isEqualTo(1);
        assertThat(tally.of(Metric.FAILED)).isEqualTo(1);
    }

    @Test
    void aRequestTooLargeForOneInvocationGoesOnWhereItStands() {
        for (int number = 1; number <= 10; number++) {
            iot.with("firmware", "thing-" + number, 1, "QUEUED", EARLIER);
        }
        iot.onDelete(() -> lambda.pause(Duration.ofSeconds(10)));

        assertThat(run(EVERY_THING)).isInstanceOf(Handled.GoesOn.class);
        assertThat(iot.left()).hasSize(5);
    }

    @Test
    void whatGoesOnIsTheSameRequestAboutNothingNewer() {
        iot.with("firmware", "thing-1", 1, "QUEUED", EARLIER).with("firmware", "thing-2", 1, "QUEUED", EARLIER);
        iot.onDelete(() -> lambda.pause(Duration.ofSeconds(45)));

        assertThat(run(with(EVERY_THING, "Force")))
                .isEqualTo(new Handled.GoesOn(
                        "{\"Force\":\"true\",\"JobId\":\"firmware\",\"QueuedBefore\":\"2026-03-01T12:00:00.001Z\",\"ThingName\":\"*\"}",
                        Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9})
    void whatAnotherRequestDeletesAtTheSameTimeIsProgressToo(int listedForEver) {
        // The other one is ahead all the time: each of them is gone by the time it is looked at.
        InMemoryJobExecutions contended = new InMemoryJobExecutions() {
            @Override
            Deletion delete(JobExecution execution, DeletionOptions options) {
                isGone(execution, listedForEver);
                return new Deletion.AlreadyGone();
            }

            @Override
            public Optional<FoundExecution> find(JobExecution execution) {
                lambda.pause(Duration.ofSeconds(3));
                isGone(execution, listedForEver);
                return Optional.empty();
            }
        };
        fill(contended, 20);

        assertThat(run(EVERY_THING, contended)).isInstanceOf(Handled.GoesOn.class);
        assertThat(tally.of(Metric.DELETED)).isZero();
    }

    @Test
    void whatIsListedButNotKnownIsNoProgressSoThatItsTriesCount() {
        InMemoryJobExecutions stale = new InMemoryJobExecutions() {
            @Override
            Deletion delete(JobExecution execution, DeletionOptions options) {
                return new Deletion.AlreadyGone();
            }

            @Override
            public Optional<FoundExecution> find(JobExecution execution) {
                lambda.pause(Duration.ofSeconds(3));
                return Optional.empty();
            }
        };
        fill(stale, 20);

        assertThat(run(EVERY_THING, stale))
                .isEqualTo(
                        new Handled.Later(
                                "The function's time was up once 0 job execution(s) were deleted. AWS IoT lists 12 more that it does not know, first firmware/thing-1/1."));
        assertThat(lambda.left()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(stale.calls()).containsExactly("findAll firmware/*", "findAll firmware/*");
    }

    @Test
    void whereTheSecondLookFailsItIsForLater() {
        InMemoryJobExecutions failing = new InMemoryJobExecutions() {
            @Override
            public Stream<FoundExecution> findAll(JobId jobId) {
                if (!calls().isEmpty()) {
                    throw new JobExecutionsException("503");
                }
                return super.findAll(jobId);
            }

            @Override
            Deletion delete(JobExecution execution, DeletionOptions options) {
                lambda.pause(Duration.ofSeconds(40));
                return new Deletion.AlreadyGone();
            }
        };
        fill(failing, 2);

        assertThat(run(EVERY_THING, failing)).isInstanceOf(Handled.Later.class);
    }

    private static void fill(InMemoryJobExecutions executions, int things) {
        for (int number = 1; number <= things; number++) {
            executions.with("firmware", "thing-" + number, 1, "QUEUED", EARLIER);
        }
    }

    @Test
    void oneWhoseTurnWouldComeTooLateIsNoFailure() {
        InMemoryJobExecutions busy = new InMemoryJobExecutions() {
            @Override
            Deletion delete(JobExecution execution, DeletionOptions options) {
                if (left().size() == 2) {
                    throw new OutOfTimeException(new IotCalls.Call("iot:DeleteJobExecution", List.of("arn")));
                }
                return super.delete(execution, options);
            }
        };
        busy.with("firmware", "thing-1", 1, "QUEUED", EARLIER)
                .with("firmware", "thing-2", 1, "QUEUED", EARLIER)
                .with("firmware", "thing-3", 1, "QUEUED", EARLIER);

        assertThat(run(EVERY_THING, busy)).isInstanceOf(Handled.GoesOn.class);
        assertThat(busy.calls()).filteredOn(call -> call.startsWith("delete")).hasSize(1);
        assertThat(tally.of(Metric.FAILED)).isZero();
    }

    @Test
    void withoutProgressItIsForLaterSoThatItsTriesCount() {
        iot.with("firmware", "thing-1", 1, "QUEUED", EARLIER);
        lambda.pause(Duration.ofSeconds(45));

        assertThat(run(EVERY_THING))
                .isEqualTo(new Handled.Later("The function's time was up once 0 job execution(s) were deleted."));
        assertThat(iot.left()).hasSize(1);
    }

    @Test
    void aFewExecutionsThatTakeTooLongAreForLaterToo() {
        iot.with("firmware", "sensor", 1, "QUEUED", EARLIER).with("firmware", "sensor", 2, "QUEUED", EARLIER);
        iot.onDelete(() -> lambda.pause(Duration.ofSeconds(45)));

        assertThat(run(JOB_ON_THING))
                .isEqualTo(new Handled.Later("The function's time was up once 1 job execution(s) were deleted."));
    }

    @Test
    void whatCannotBeLookedUpFails() {
        JobExecutions denied = new InMemoryJobExecutions() {
            @Override
            public Stream<FoundExecution> findAll(JobId jobId) {
                throw new JobExecutionsException("Access denied");
            }
        };

        assertThat(run(EVERY_THING, denied)).isEqualTo(new Handled.Later("Access denied"));
        assertThat(tally.of(Metric.FAILED)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"SUCCEEDED, false", "QUEUED, true", "'', true"})
    void aRequestThatLooksAgainDoesSoWhereItLeavesSomethingOrFindsNothing(String status, boolean looksAgain) {
        if (!status.isEmpty()) {
            iot.with("firmware", "sensor", 1, status, EARLIER);
        }
        Map<String, String> second = with(EVERY_JOB, "OnlyFinished");

        assertThat(run(with(second, "LookAgain")))
                .isEqualTo(
                        looksAgain
                                ? new Handled.GoesOn(
                                        "{\"JobId\":\"*\",\"OnlyFinished\":\"true\",\"QueuedBefore\":\"2026-03-01T12:00:00.001Z\",\"ThingName\":\"sensor\"}",
                                        Duration.ofMinutes(1))
                                : new Handled.Done());
        assertThat(run(second)).isEqualTo(new Handled.Done());
        assertThat(tally.of(Metric.FAILED)).isZero();
    }

    private Handled run(Map<String, String> request) {
        return run(request, iot);
    }

    private Handled run(Map<String, String> request, JobExecutions executions) {
        return new RequestedCleanup(DeletionRequest.read(request, LATER), executions, lambda.invocation(), tally).run();
    }

    private static Map<String, String> with(Map<String, String> request, String flag) {
        Map<String, String> flagged = new HashMap<>(request);
        flagged.put(flag, "true");
        return flagged;
    }
}
