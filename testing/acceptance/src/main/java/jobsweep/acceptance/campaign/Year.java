package jobsweep.acceptance.campaign;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import jobsweep.infra.JobExecutionCleanupProviderStack;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.iot.Status;
import jobsweep.simulator.sqs.StandardQueue;

/// The scenario of a year in which executions wait whose stacks are gone, until their devices end them after minutes to
/// eleven months.
final class Year {
    static final Duration LENGTH = Duration.ofDays(365);

    private static final int MOST_IN_A_STACK = 100;
    private static final String JOB = "firmware-1";
    private static final Duration SOONEST = Duration.ofMinutes(5);
    private static final Duration LATEST = Duration.ofDays(11 * 365 / 12);

    /// Each look that is delivered twice makes two of what is a year's long chain, so what goes wrong once in a hundred
    /// times elsewhere does so once in two thousand.
    private static final FaultRates RATES = new FaultRates(0.0005, 0, 0, 0, 0.0005, 0, 0, 0, 0);

    private final int executions;
    private final Map<String, Template> stacks;
    private final SplittableRandom random;
    private final World world;
    private final Map<String, String> outputs = new HashMap<>();

    /// @param stacks the queue's and the provider's
    Year(long seed, int executions, Map<String, Template> stacks, PlayedFunctions functions) {
        this.executions = executions;
        this.stacks = stacks;
        random = new SplittableRandom(seed);
        world = new World(random.split(), RATES, Readings.polledEvery(Duration.ofMinutes(15)), functions);
    }

    /// Plays it, and tells what came of it.
    YearReport play() {
        world.play(this::live);
        return new YearReport(
                executions,
                world.aws.jobs().executions().size(),
                inQueue("QueueUrl"),
                inQueue("DeadLetterQueueUrl"),
                world.aws.iot().calls(),
                world.history.counts);
    }

    private void live() {
        stacks.forEach((name, template) -> outputs.putAll(world.deploy(name, template)));
        // Until the policy is in force.
        world.time.sleep(Duration.ofMinutes(1));
        for (int first = 0; first < executions; first += MOST_IN_A_STACK) {
            leaveBehind(first, Math.min(executions, first + MOST_IN_A_STACK));
        }
        for (long days = LENGTH.toDays(); days > 0; days--) {
            world.time.sleep(Duration.ofDays(1));
            // A year's would not fit into memory.
            world.history.lines.clear();
            world.evidence.logs.clear();
        }
    }

    /// A stack that is made and deleted while devices work on what its cleanups name.
    private void leaveBehind(int from, int to) {
        for (int i = from; i < to; i++) {
            String thing = thing(i);
            world.aws.jobs().createThing(thing);
            long number = world.aws.jobs().queue(JOB, thing);
            world.aws.jobs().start(JOB, thing, number);
            world.time.after(untilItEnds(), () -> world.aws.jobs().finish(JOB, thing, number, Status.SUCCEEDED));
        }
        String name = "Rollout" + from;
        world.deploy(name, template(from, to));
        Stack stack = world.time.await(world.aws.cloudFormation().deleteStack(name));
        if (stack.status() != StackStatus.DELETE_COMPLETE) {
            throw new IllegalStateException("%s can't be deleted: %s".formatted(name, stack.events()));
        }
    }

    /// As likely between an hour and two as between two weeks and four.
    private Duration untilItEnds() {
        double doublings = Math.log((double) LATEST.dividedBy(SOONEST)) * random.nextDouble();
        return Duration.ofMillis((long) (SOONEST.toMillis() * Math.exp(doublings)));
    }

    private Template template(int from, int to) {
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        for (int i = from; i < to; i++) {
            ObjectNode properties = template.withObject("/Resources/Cleanup" + i)
                    .put("Type", "Custom::IoTJobExecution")
                    .putObject("Properties");
            properties.putObject("ServiceToken").put("Fn::ImportValue", JobExecutionCleanupProviderStack.EXPORT_NAME);
            properties.put("ServiceTimeout", outputs.get("ServiceTimeout"));
            properties.put("JobId", JOB).put("ThingName", thing(i));
            properties.put("ExecutionNumber", "1").put("Defer", "true");
        }
        return Template.parse(template.toString());
    }

    private static String thing(int number) {
        return "pump-" + number;
    }

    private long inQueue(String output) {
        String queue = StandardQueue.nameInUrl(outputs.getOrDefault(output, ""));
        return world.aws.sqs().visible(queue) + world.aws.sqs().hidden(queue);
    }
}
