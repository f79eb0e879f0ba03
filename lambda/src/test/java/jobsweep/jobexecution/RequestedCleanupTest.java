package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jobsweep.FakeLambda;
import jobsweep.contract.CleanupTarget;
import jobsweep.contract.DeletionRequest;
import jobsweep.contract.JobExecution;
import jobsweep.contract.Metric;
import jobsweep.contract.NamespaceId;
import jobsweep.queue.Handled;
import jobsweep.queue.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestedCleanupTest {

    private static final String EARLIER = "2026-03-01T12:00:00Z";
    private static final String LONG_AGO = "2020-03-01T12:00:00Z";
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
        assertThat(tally.of(Metric.ALREADY_GONE)).isZero();
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
    void whatEndedOtherwiseStaysWhereAStatusIsMeant() {
        iot.with("firmware", "sensor", 1, "FAILED", EARLIER);
        iot.with("firmware", "sensor", 2, "TIMED_OUT", EARLIER);
        iot.with("firmware", "sensor", 3, "SUCCEEDED", EARLIER);

        assertThat(run(Map.of("JobId", "firmware", "ThingName", "sensor", "Status", "SUCCEEDED")))
                .isEqualTo(new Handled.Done());

        assertThat(iot.left()).containsExactlyInAnyOrder("firmware/sensor/1", "firmware/sensor/2");
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
        assertThat(tally.of(Metric.ALREADY_GONE)).isEqualTo(12);
    }

    @Test
    void whereTheSecondLookFailsItIsForLater() {
        InMemoryJobExecutions failing = new InMemoryJobExecutions() {
            @Override
            public Stream<FoundExecution> findAll(CleanupTarget target, Optional<NamespaceId> namespaceId) {
                if (!calls().isEmpty()) {
                    throw new JobExecutionsException("503");
                }
                return super.findAll(target, namespaceId);
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
        assertThat(tally.of(Metric.FAILED)).isEqualTo(1);
    }

    @Test
    void whatCannotBeLookedUpFails() {
        JobExecutions denied = new InMemoryJobExecutions() {
            @Override
            public Stream<FoundExecution> findAll(CleanupTarget target, Optional<NamespaceId> namespaceId) {
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

    @ParameterizedTest
    @CsvSource({"QUEUED, true", "FAILED, false"})
    void aRequestThatLooksAgainAndDeletesOneDoesSoWhereItLeavesAnother(String other, boolean looksAgain) {
        iot.with("firmware", "sensor", 1, "SUCCEEDED", EARLIER).with("config", "sensor", 1, other, EARLIER);

        Handled handled = run(with(with(EVERY_JOB, "OnlyFinished"), "LookAgain"));

        assertThat(handled instanceof Handled.GoesOn).isEqualTo(looksAgain);
        assertThat(tally.of(Metric.DELETED)).isEqualTo(looksAgain ? 1 : 2);
    }

    private Handled run(Map<String, String> request) {
        return run(request, iot);
    }

    @Test
    void aDeferredRequestWaitsForItsDeviceAsANewMessage() {
        iot.with("firmware", "sensor", 7, "IN_PROGRESS", LONG_AGO);

        Handled handled = runDeferred(Duration.ofDays(1));

        assertThat(handled)
                .isEqualTo(new Handled.GoesOn(
                        "{\"Deferred\":\"true\",\"ExecutionNumber\":\"7\",\"JobId\":\"firmware\",\"NotBefore\":\"%s\",\"QueuedBefore\":\"%s\",\"ThingName\":\"sensor\"}"
                                .formatted(
                                        lambda.now().plus(Duration.ofHours(12)),
                                        lambda.now().minus(Duration.ofDays(1))),
                        Duration.ofMinutes(15)));
        assertThat(iot.calls()).containsExactly("find firmware/sensor/7");
        assertThat(tally.of(Metric.WAITING)).isEqualTo(1);
        assertThat(tally.of(Metric.FAILED)).isZero();
        assertThat(tally.of(Metric.OLDEST_WAIT)).isEqualTo(86_400);
    }

    @ParameterizedTest
    @CsvSource({"0, 15, 30", "60, 30, 60", "3600, 1800, 3600", "43200, 43200, 43200", "31000000, 43200, 43200"})
    void aDeferredRequestLooksAgainAfterAsLongAsItHasWaitedUpToHalfADay(long waited, long shortest, long longest) {
        iot.with("firmware", "sensor", 7, "IN_PROGRESS", LONG_AGO);

        assertThat(runDeferred(Duration.ofSeconds(waited)))
                .isInstanceOfSatisfying(
                        Handled.GoesOn.class,
                        waiting -> assertThat(notBefore(waiting))
                                .isBetween(
                                        lambda.now().plusSeconds(shortest),
                                        lambda.now().plusSeconds(longest)));
    }

    private static Instant notBefore(Handled.GoesOn waiting) {
        Matcher member = Pattern.compile("\"NotBefore\":\"([^\"]+)\"").matcher(waiting.rest());
        assertThat(member.find()).isTrue();
        return Instant.parse(member.group(1));
    }

    @Test
    void aDeferredRequestThatWaitedAYearIsGivenUp() {
        iot.with("firmware", "sensor", 7, "IN_PROGRESS", LONG_AGO);

        assertThat(runDeferred(Duration.ofDays(365)))
                .isEqualTo(new Handled.Broken(
                        "Given up after 365 days: 1 job execution(s) are IN_PROGRESS, first firmware/sensor/7"));
    }

    /// One that was left to the queue so long ago.
    private Handled runDeferred(Duration waited) {
        Instant sent = lambda.now().minus(waited);
        return run(with(with(ONE, "Deferred"), "QueuedBefore", sent.toString()));
    }

    @Test
    void beforeItsTimeARequestLooksForNothing() {
        iot.with("firmware", "sensor", 7, "QUEUED", EARLIER);
        Instant later = lambda.now().plusSeconds(90);

        assertThat(run(with(ONE, "NotBefore", later.toString())))
                .isEqualTo(new Handled.Early(
                        "{\"ExecutionNumber\":\"7\",\"JobId\":\"firmware\",\"NotBefore\":\"%s\",\"QueuedBefore\":\"%s\",\"ThingName\":\"sensor\"}"
                                .formatted(later, LATER),
                        Duration.ofSeconds(90)));
        assertThat(iot.calls()).isEmpty();
    }

    @Test
    void aNewerExecutionUnderTheNumberOfADeferredOneStays() {
        iot.with("firmware", "sensor", 7, "QUEUED", EARLIER);

        assertThat(run(with(with(ONE, "Deferred"), "QueuedAt", "2026-02-28T12:00:00Z")))
                .isEqualTo(new Handled.Done());
        assertThat(iot.left()).hasSize(1);
    }

    /// Its URL may have been signed some time before the request was sent.
    @Test
    void theVeryExecutionThatADeleteMeantGoesWheneverItWasSent() {
        iot.with("firmware", "sensor", 7, "QUEUED", EARLIER);

        Map<String, String> request = with(with(ONE, "QueuedAt", EARLIER), "QueuedBefore", LONG_AGO);

        assertThat(run(request)).isEqualTo(new Handled.Done());
        assertThat(iot.left()).hasSize(1);
        assertThat(run(with(request, "Deferred"))).isEqualTo(new Handled.Done());
        assertThat(iot.left()).isEmpty();
    }

    @Test
    void oneThatIsInProgressKeepsNoOtherOfADeferredRequestFromGoing() {
        iot.with("firmware", "thing-1", 1, "IN_PROGRESS", EARLIER).with("firmware", "thing-2", 1, "QUEUED", EARLIER);

        assertThat(run(with(EVERY_THING, "Deferred"))).isInstanceOf(Handled.GoesOn.class);
        assertThat(iot.left()).containsExactly("firmware/thing-1/1");
    }

    @ParameterizedTest
    @CsvSource({"true, GoesOn", "false, Later"})
    void onlyWhatMayPassIsWaitedFor(boolean passing, String handled) {
        JobExecutions failing = new InMemoryJobExecutions() {
            @Override
            public Stream<FoundExecution> findAll(CleanupTarget target, Optional<NamespaceId> namespaceId) {
                throw new JobExecutionsException("It failed", passing);
            }
        };

        assertThat(run(with(ONE, "Deferred"), failing).getClass().getSimpleName())
                .isEqualTo(handled);
    }

    private Handled run(Map<String, String> request, JobExecutions executions) {
        return new RequestedCleanup(
                        DeletionRequest.read(request, LATER),
                        executions,
                        lambda.invocation(),
                        tally,
                        new SplittableRandom(7))
                .run();
    }

    private static Map<String, String> with(Map<String, String> request, String flag) {
        return with(request, flag, "true");
    }

    private static Map<String, String> with(Map<String, String> request, String property, String value) {
        Map<String, String> more = new HashMap<>(request);
        more.put(property, value);
        return more;
    }
}
