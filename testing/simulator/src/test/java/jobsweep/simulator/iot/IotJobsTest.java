package jobsweep.simulator.iot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jobsweep.simulator.time.ManualTime;
import jobsweep.simulator.time.SimulatedTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IotJobsTest {
    private static final String JOB = "firmware-42";
    private static final String THING = "greenhouse-7";
    private static final Execution QUEUED = Execution.queued(JOB, THING, 1, Instant.EPOCH);

    private final ManualTime clock = new ManualTime();

    @ParameterizedTest
    @CsvSource({
        "QUEUED,      false, true",
        "IN_PROGRESS, false, false",
        "SUCCEEDED,   true,  true",
        "FAILED,      true,  true",
        "TIMED_OUT,   false, true",
        "REJECTED,    true,  true",
        "REMOVED,     true,  true",
        "CANCELED,    true,  true",
    })
    void withoutForceBothReadingsOfTheDocumentsAreHeld(Status status, boolean byReference, boolean byGuide) {
        assertThat(isDeleted(status, DeletableStates.API_REFERENCE, false)).isEqualTo(byReference);
        assertThat(isDeleted(status, DeletableStates.DEVELOPER_GUIDE, false)).isEqualTo(byGuide);
    }

    @ParameterizedTest
    @EnumSource
    void forceDeletesInEveryStatus(Status status) {
        assertThat(isDeleted(status, DeletableStates.API_REFERENCE, true)).isTrue();
        assertThat(isDeleted(status, DeletableStates.DEVELOPER_GUIDE, true)).isTrue();
    }

    @Test
    void anExecutionThatIsNotThereIsNotFound() {
        IotJobs jobs = new IotJobs(clock);

        assertThatExceptionOfType(IotException.class)
                .isThrownBy(() -> jobs.delete(QUEUED.key(), Optional.empty(), true))
                .satisfies(e -> assertThat(e.code()).isEqualTo("ResourceNotFoundException"));
    }

    @Test
    void anExecutionOfAnotherNamespaceIsNotFound() {
        IotJobs jobs = new IotJobs(clock);
        jobs.put(QUEUED.inNamespace("aws-gg-deployment"));

        assertThatExceptionOfType(IotException.class)
                .isThrownBy(() -> jobs.delete(QUEUED.key(), Optional.of("another"), true));
        jobs.delete(QUEUED.key(), Optional.of("aws-gg-deployment"), false);

        assertThat(jobs.executions()).isEmpty();
    }

    @Test
    void numbersStartAtOneForEachJobAndThing() {
        IotJobs jobs = jobsWithThing(IotRules.standard());
        jobs.createThing("another");

        assertThat(jobs.queue(JOB, THING)).isEqualTo(1);
        assertThat(jobs.queue(JOB, THING)).isEqualTo(2);
        assertThat(jobs.queue(JOB, "another")).isEqualTo(1);
        assertThat(jobs.queue("another", THING)).isEqualTo(1);
    }

    @Test
    void theNumberOfADeletedExecutionIsUsedAgainIfToldSo() {
        IotJobs frugal = jobsWithThing(IotRules.builder().reuseNumbers(true).build());
        IotJobs lavish = jobsWithThing(IotRules.standard());

        assertThat(numberAfterDeletingTheFirst(frugal)).isEqualTo(1);
        assertThat(numberAfterDeletingTheFirst(lavish)).isEqualTo(2);
    }

    @Test
    void theFirstFreeNumberIsUsed() {
        IotJobs jobs = jobsWithThing(IotRules.builder().reuseNumbers(true).build());
        jobs.put(QUEUED);
        jobs.put(Execution.queued(JOB, THING, 2, Instant.EPOCH));

        assertThat(jobs.queue(JOB, THING)).isEqualTo(3);
    }

    @Test
    void anExecutionGoesFromQueuedToItsEnd() {
        IotJobs jobs = jobsWithThing(IotRules.standard());
        Instant queuedAt = clock.instant();

        long number = jobs.queue(JOB, THING, "customer");
        clock.pass(Duration.ofSeconds(1));
        jobs.start(JOB, THING, number);
        clock.pass(Duration.ofSeconds(1));
        jobs.finish(JOB, THING, number, Status.FAILED);

        assertThat(jobs.executions())
                .containsExactly(new Execution(
                        JOB,
                        THING,
                        1,
                        Status.FAILED,
                        queuedAt,
                        Optional.of(queuedAt.plusSeconds(1)),
                        queuedAt.plusSeconds(2),
                        Optional.of("customer")));
        assertThatIllegalArgumentException().isThrownBy(() -> jobs.finish(JOB, THING, number, Status.SUCCEEDED));
        assertThatIllegalArgumentException().isThrownBy(() -> jobs.start(JOB, THING, number));
    }

    @Test
    void aDeletedThingLeavesRemovedExecutionsBehind() {
        IotJobs jobs = jobsWithThing(IotRules.standard());
        jobs.queue(JOB, THING);
        jobs.finish(JOB, THING, 1, Status.SUCCEEDED);
        jobs.queue(JOB, THING);
        jobs.queue(JOB, THING);
        jobs.start(JOB, THING, 3);

        jobs.deleteThing(THING);

        assertThat(jobs.hasThing(THING)).isFalse();
        assertThat(jobs.executions())
                .extracting(Execution::status)
                .containsExactly(Status.SUCCEEDED, Status.REMOVED, Status.REMOVED);
    }

    @Test
    void aDeletedThingTakesNothingOfOthersAlong() {
        IotJobs jobs = jobsWithThing(IotRules.standard());
        jobs.createThing("another");
        jobs.queue(JOB, "another");
        List<IotChange> changes = new ArrayList<>();
        jobs.onChange(changes::add);

        jobs.deleteThing(THING);
        jobs.deleteThing(THING);
        jobs.deleteThing("never there");

        assertThat(changes).containsExactly(new IotChange.ThingDeleted(THING));
        assertThat(jobs.executions()).extracting(Execution::status).containsExactly(Status.QUEUED);
        assertThat(jobs.knowsThing(THING)).isFalse();
    }

    @Test
    void aDeletionIsToldOnce() {
        IotJobs jobs = jobsWithThing(IotRules.standard());
        jobs.put(QUEUED);
        List<IotChange> changes = new ArrayList<>();
        jobs.onChange(changes::add);

        jobs.delete(QUEUED.key(), Optional.empty(), false);

        assertThat(changes).containsExactly(new IotChange.Deleted(QUEUED));
    }

    @Test
    void theExecutionsOfADeletedThingMayBeRemovedLongAfterItsEvent() {
        SimulatedTime time = new SimulatedTime(Instant.EPOCH);
        IotJobs jobs = new IotJobs(
                time, IotRules.builder().removedAfter(Duration.ofHours(1)).build());
        List<String> changes = new ArrayList<>();
        jobs.createThing(THING);
        jobs.queue(JOB, THING);
        jobs.onChange(change -> changes.add(change.getClass().getSimpleName() + " " + time.instant()));

        time.play(() -> jobs.deleteThing(THING));

        assertThat(changes).containsExactly("ThingDeleted 1970-01-01T00:00:00Z", "Ended 1970-01-01T01:00:00Z");
        assertThat(jobs.executions()).extracting(Execution::status).containsExactly(Status.REMOVED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeletedThingsExecutionsAreListedOrNotFound(boolean listed) {
        IotJobs jobs =
                jobsWithThing(IotRules.builder().listsDeletedThings(listed).build());
        jobs.queue(JOB, THING);

        jobs.deleteThing(THING);

        assertThat(jobs.knowsThing(THING)).isEqualTo(listed);
    }

    @Test
    void nothingIsQueuedForAThingThatDoesNotExist() {
        IotJobs jobs = new IotJobs(clock);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> jobs.queue(JOB, THING))
                .withMessage("thing greenhouse-7 does not exist: create it first");
    }

    @Test
    void theLatestExecutionIsTheOneWithTheHighestNumber() {
        IotJobs jobs = new IotJobs(clock);
        jobs.put(QUEUED);
        jobs.put(Execution.queued(JOB, THING, 7, Instant.EPOCH));
        jobs.put(Execution.queued(JOB + "x", THING, 9, Instant.EPOCH));

        assertThat(jobs.findLatest(JOB, THING)).map(Execution::number).contains(7L);
        assertThat(jobs.findLatest("firmware", THING)).isEmpty();
        assertThat(jobs.findLatest(JOB + "a", THING)).isEmpty();
        assertThat(jobs.findLatest(JOB, THING + "a")).isEmpty();
    }

    private boolean isDeleted(Status status, DeletableStates reading, boolean force) {
        IotJobs jobs = new IotJobs(clock, IotRules.builder().deletable(reading).build());
        Execution execution = switch (status) {
            case QUEUED -> QUEUED;
            case IN_PROGRESS -> QUEUED.startedAt(Instant.EPOCH);
            default -> QUEUED.endedAt(Instant.EPOCH, status);
        };
        jobs.put(execution);
        try {
            jobs.delete(execution.key(), Optional.empty(), force);
        } catch (IotException e) {
            assertThat(e.code()).isEqualTo("InvalidStateTransitionException");
        }
        return jobs.executions().isEmpty();
    }

    private static long numberAfterDeletingTheFirst(IotJobs jobs) {
        jobs.queue(JOB, THING);
        jobs.delete(QUEUED.key(), Optional.empty(), false);
        return jobs.queue(JOB, THING);
    }

    private IotJobs jobsWithThing(IotRules rules) {
        IotJobs jobs = new IotJobs(clock, rules);
        jobs.createThing(THING);
        return jobs;
    }
}
