package jobsweep.acceptance.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.iot.IotJobs;
import jobsweep.simulator.iot.Status;
import jobsweep.simulator.sqs.SqsService;
import jobsweep.simulator.sqs.StandardQueue;

/// The scenario of a burst, from its first event until the queue is empty: executions end within seconds, and AWS IoT's
/// events, the rule, the queue and its consumer do the rest.
final class Burst {
    static final int CALLS_PER_SECOND = 10;

    private static final String JOB = "firmware-42";
    private static final Duration BURST = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(2);
    private static final int EXECUTIONS_PER_NEWER_ATTEMPT = 10;
    private static final int EXECUTIONS_PER_DUPLICATE = 50;
    /// Those that the queue's stack cleans up by itself.
    private static final List<Status> ENDS = List.of(Status.SUCCEEDED, Status.REJECTED, Status.CANCELED);

    private final SplittableRandom random;
    private final World world;
    private final Template template;
    private final int events;
    private final Set<String> asked = new HashSet<>();
    private final Set<String> kept = new HashSet<>();
    private final TreeSet<Instant> busyLooks = new TreeSet<>();
    private String deadLetters = "";
    private Duration duration = Duration.ZERO;

    /// @param template  the queue's stack
    /// @param functions what runs in it
    Burst(long seed, int events, Template template, PlayedFunctions functions) {
        this.random = new SplittableRandom(seed);
        this.world = new World(random.split(), FaultRates.BURST, Readings.STANDARD, functions);
        this.events = events;
        this.template = template;
    }

    /// Plays it, and tells what came of it.
    BurstReport play() {
        world.play(this::live);
        new Invariants(world).check();
        return report();
    }

    private void live() {
        Map<String, String> outputs = world.deploy(Templates.QUEUE, template);
        String url = outputs.getOrDefault("QueueUrl", "");
        deadLetters = StandardQueue.nameInUrl(outputs.getOrDefault("DeadLetterQueueUrl", ""));
        world.aws.jobs().eventConfigurations().set("JOB_EXECUTION", true);
        // Until the policy is in force.
        world.time.sleep(Duration.ofMinutes(1));
        Instant begin = world.time.instant();
        happen(url);
        watch(StandardQueue.nameInUrl(url), begin.plus(LONGEST));
        duration = Duration.between(begin, world.time.instant());
    }

    private void happen(String url) {
        IotJobs jobs = world.aws.jobs();
        for (int i = 0; i < events; i++) {
            String thing = "pump-" + i;
            jobs.createThing(thing);
            long number = jobs.queue(JOB, thing);
            if (random.nextInt(EXECUTIONS_PER_NEWER_ATTEMPT) == 0) {
                newerAttempt(thing);
            }
            asked.add(label(thing, number));
            jobs.finish(JOB, thing, number, ENDS.get(random.nextInt(ENDS.size())));
            if (random.nextInt(EXECUTIONS_PER_DUPLICATE) == 0) {
                world.aws
                        .sqs()
                        .send(
                                url,
                                "{\"JobId\":\"%s\",\"ThingName\":\"%s\",\"OnlyFinished\":\"true\"}"
                                        .formatted(JOB, thing));
            }
            world.time.sleep(BURST.dividedBy(events));
        }
    }

    private void newerAttempt(String thing) {
        long newer = world.aws.jobs().queue(JOB, thing);
        if (random.nextBoolean()) {
            world.aws.jobs().start(JOB, thing, newer);
        }
        kept.add(label(thing, newer));
    }

    private static String label(String thing, long number) {
        return "%s on %s, execution %s".formatted(JOB, thing, number);
    }

    // Requests are waiting when somebody could receive one.
    private void watch(String queue, Instant latest) {
        SqsService sqs = world.aws.sqs();
        while (sqs.visible(queue) + sqs.hidden(queue) > 0
                && world.time.instant().isBefore(latest)) {
            if (sqs.visible(queue) > 0) {
                busyLooks.add(world.time.instant());
            }
            world.time.sleep(LOOK);
        }
    }

    private BurstReport report() {
        Set<String> left =
                world.aws.jobs().executions().stream().map(Execution::label).collect(Collectors.toUnmodifiableSet());
        return new BurstReport(
                events,
                duration,
                asked.stream().filter(left::contains).count(),
                kept.stream().filter(execution -> !left.contains(execution)).count(),
                world.aws.sqs().visible(deadLetters),
                rateUsed(),
                world.aws.iot().calls(),
                world.history);
    }

    /// The deletions while requests were waiting, in % of those that the quota allows.
    private double rateUsed() {
        long deletions = world.evidence.deletions.stream().filter(this::isBusy).count();
        long allowed = CALLS_PER_SECOND * LOOK.multipliedBy(busyLooks.size()).toSeconds();
        return 100.0 * deletions / Math.max(1, allowed);
    }

    private boolean isBusy(Instant time) {
        Instant look = busyLooks.floor(time);
        return look != null && time.isBefore(look.plus(LOOK));
    }
}
