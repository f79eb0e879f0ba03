package jobsweep.acceptance.burst;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.sqs.StandardQueue;

/// One burst, from its first event until the queue is empty.
final class Play {
    private static final String JOB = "firmware-42";
    private static final Duration BURST = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(2);

    private final World world;
    private final Template template;
    private final int events;
    private final Set<String> asked = new HashSet<>();
    private final Set<String> kept = new HashSet<>();
    private final List<Instant> busyLooks = new ArrayList<>();
    private String deadLetters = "";
    private Instant begin = World.BEGIN;
    private Instant end = World.BEGIN;
    private boolean over;

    /// @param template the queue's stack
    Play(long seed, int events, Template template, ConsumerCode code) {
        this.world = new World(seed, code);
        this.events = events;
        this.template = template;
    }

    Report play() {
        world.time.play(this::live);
        return report();
    }

    private void live() {
        Stack stack = world.time.await(world.cloudFormation.createStack("Cleanups", template, Map.of()));
        if (stack.status() != StackStatus.CREATE_COMPLETE) {
            throw new IllegalStateException("The queue can't be deployed: " + stack.events());
        }
        String url = stack.outputs().getOrDefault("QueueUrl", "");
        deadLetters = StandardQueue.nameInUrl(stack.outputs().getOrDefault("DeadLetterQueueUrl", ""));
        world.jobs.eventConfigurations().set("JOB_EXECUTION", true);
        world.time.start(this::kill);
        begin = world.time.instant();
        happen(url);
        watch(StandardQueue.nameInUrl(url));
    }

    /// Executions end, and AWS IoT tells of it: from there on everything goes by itself.
    private void happen(String url) {
        Duration between = BURST.dividedBy(events);
        for (int i = 0; i < events; i++) {
            String thing = "pump-" + i;
            world.jobs.createThing(thing);
            long number = world.jobs.queue(JOB, thing);
            if (world.chance.hasNewerAttempt()) {
                newerAttempt(thing);
            }
            asked.add(label(thing, number));
            world.jobs.finish(JOB, thing, number, world.chance.end());
            if (world.chance.isSentTwice()) {
                world.sqs.send(
                        url, "{\"JobId\":\"%s\",\"ThingName\":\"%s\",\"OnlyFinished\":\"true\"}".formatted(JOB, thing));
            }
            world.time.sleep(between);
        }
    }

    private void newerAttempt(String thing) {
        long newer = world.jobs.queue(JOB, thing);
        if (world.chance.heads()) {
            world.jobs.start(JOB, thing, newer);
        }
        kept.add(label(thing, newer));
    }

    private static String label(String thing, long number) {
        return "%s on %s, execution %s".formatted(JOB, thing, number);
    }

    // Requests are waiting when somebody could receive one.
    private void watch(String queue) {
        Instant latest = World.BEGIN.plus(LONGEST);
        while (world.sqs.visible(queue) + world.sqs.hidden(queue) > 0
                && world.time.instant().isBefore(latest)) {
            if (world.sqs.visible(queue) > 0) {
                busyLooks.add(world.time.instant());
            }
            world.time.sleep(LOOK);
        }
        world.mappings.close();
        over = true;
        end = world.time.instant();
    }

    private void kill() {
        world.time.sleep(world.chance.untilNextKill());
        while (!over) {
            world.consumers.killOne();
            world.time.sleep(world.chance.untilNextKill());
        }
    }

    private Report report() {
        Set<String> left =
                world.jobs.executions().stream().map(Execution::label).collect(Collectors.toUnmodifiableSet());
        return new Report(
                events,
                Duration.between(begin, end),
                asked.stream().filter(execution -> !left.contains(execution)).count(),
                asked.stream().filter(left::contains).count(),
                kept.stream().filter(execution -> !left.contains(execution)).count(),
                world.sqs.visible(deadLetters),
                Calls.of(world.iot.calls(), busyLooks, LOOK),
                world.consumers.kills(),
                world.consumers.batches(),
                world.consumers.redeliveries());
    }
}
