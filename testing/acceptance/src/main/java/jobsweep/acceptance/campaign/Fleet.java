package jobsweep.acceptance.campaign;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.iot.Status;

/// Devices that take up and end what is queued for them, and an operator who queues, deletes and starts over.
final class Fleet {
    private static final int MOST_EXECUTIONS = 12;
    private static final List<Status> ENDS =
            List.of(Status.SUCCEEDED, Status.FAILED, Status.TIMED_OUT, Status.REJECTED, Status.CANCELED);

    private final World world;
    private final SplittableRandom random;

    Fleet(World world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    /// Makes the things, with something to do for them.
    void arrive() {
        Blueprint.THINGS.forEach(world.aws.jobs()::createThing);
        for (int executions = random.nextInt(10); executions > 0; executions--) {
            queue();
        }
    }

    /// Goes on until nobody is interested any more.
    void live(BooleanSupplier isOver) {
        while (!isOver.getAsBoolean()) {
            act();
            world.time.sleep(Duration.ofMillis(random.nextInt(random.nextInt(4) == 0 ? 3_000 : 4 * 60_000)));
        }
    }

    /// Ends what its devices have not ended yet.
    void end() {
        world.aws.jobs().executions().stream()
                .filter(one -> !one.status().isTerminal())
                .forEach(one -> {
                    world.aws.jobs().finish(one.jobId(), one.thingName(), one.number(), Status.SUCCEEDED);
                    note("ended", one);
                });
    }

    /// Does one thing or another.
    void act() {
        List<Execution> all = world.aws.jobs().executions();
        if (all.isEmpty() || random.nextInt(3) == 0) {
            queue();
            return;
        }
        Execution one = all.get(random.nextInt(all.size()));
        switch (random.nextInt(6)) {
            case 0 -> remove(one);
            case 1 -> makeAgain(one);
            default -> goOn(one);
        }
    }

    private void queue() {
        String jobId = Blueprint.JOBS.get(random.nextInt(Blueprint.JOBS.size()));
        String thingName = Blueprint.THINGS.get(random.nextInt(Blueprint.THINGS.size()));
        // Whichever number it gets must not change hands within a call.
        if (!world.inFlight.touches(jobId, thingName)
                && world.aws.jobs().executions().size() < MOST_EXECUTIONS) {
            long number = random.nextInt(6) == 0
                    ? world.aws.jobs().queue(jobId, thingName, Blueprint.NAMESPACE)
                    : world.aws.jobs().queue(jobId, thingName);
            note("queued", jobId, thingName, number);
        }
    }

    private void goOn(Execution one) {
        if (one.status() == Status.QUEUED && random.nextInt(4) > 0) {
            world.aws.jobs().start(one.jobId(), one.thingName(), one.number());
            note("started", one);
        } else if (!one.status().isTerminal()) {
            world.aws.jobs().finish(one.jobId(), one.thingName(), one.number(), ENDS.get(random.nextInt(ENDS.size())));
            note("ended", one);
        }
    }

    private void remove(Execution one) {
        world.aws.jobs().remove(one.jobId(), one.thingName(), one.number());
        note("removed", one);
    }

    private void makeAgain(Execution one) {
        if (!world.inFlight.touches(one.jobId(), one.thingName(), one.number())) {
            world.aws
                    .jobs()
                    .put(Execution.queued(
                            one.jobId(),
                            one.thingName(),
                            one.number(),
                            world.time.instant().truncatedTo(ChronoUnit.MILLIS)));
            note("made again", one);
        }
    }

    private void note(String what, Execution one) {
        note(what, one.jobId(), one.thingName(), one.number());
    }

    private void note(String what, String jobId, String thingName, long number) {
        world.history.count("fleet: " + what);
        world.history.note("fleet: %s %s/%s/%s".formatted(what, jobId, thingName, number));
    }
}
