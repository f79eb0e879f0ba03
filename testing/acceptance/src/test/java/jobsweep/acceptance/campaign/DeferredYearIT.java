package jobsweep.acceptance.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import jobsweep.infra.JobExecutionCleanupProviderStack;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.iot.Operation;
import jobsweep.simulator.iot.Status;
import jobsweep.simulator.sqs.StandardQueue;
import org.junit.jupiter.api.Test;

/// A year of executions whose stacks are gone and whose devices end them after minutes to eleven months.
final class DeferredYearIT {
    /// `-Dexecutions=5000` plays so many.
    private static final int EXECUTIONS = Integer.getInteger("executions", 40);

    private static final int MOST_IN_A_STACK = 100;
    private static final String JOB = "firmware-1";
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration SOONEST = Duration.ofMinutes(5);
    private static final Duration LATEST = Duration.ofDays(11 * 365 / 12);
    private static final int QUOTA = 10;

    /// Each look that is delivered twice makes two of what is a year's long chain, so what goes wrong once in a hundred
    /// times elsewhere does so once in two thousand.
    private static final FaultRates RATES = new FaultRates(0.0005, 0, 0, 0, 0.0005, 0, 0, 0, 0);

    private final SplittableRandom random = new SplittableRandom(1);
    private final World world =
            new World(random.split(), RATES, Readings.polledEvery(Duration.ofMinutes(15)), PlayedFunctions::built);
    private final Map<String, String> outputs = new HashMap<>();

    @Test
    void nothingIsLostInAYearAndLookingTakesLittleOfTheQuota() {
        world.play(this::year);

        long looks = calls(Operation.DESCRIBE) + calls(Operation.LIST) + calls(Operation.LIST_FOR_JOB);
        double share = looks / (double) (QUOTA * YEAR.toSeconds());
        System.out.printf(
                Locale.ROOT,
                "%s executions: %s left; %s looks, %.4f %% of the quota; %s deletions; %s batches, %s kills; %s dead letters, %s requests left%n",
                EXECUTIONS,
                world.aws.jobs().executions().size(),
                looks,
                100 * share,
                calls(Operation.DELETE),
                world.history.counts.of(Evidence.BATCHES),
                world.history.counts.of(Evidence.KILLS),
                inQueue("DeadLetterQueueUrl"),
                inQueue("QueueUrl"));
        assertThat(world.aws.jobs().executions()).isEmpty();
        assertThat(inQueue("DeadLetterQueueUrl")).isZero();
        assertThat(inQueue("QueueUrl")).isZero();
        assertThat(share).isLessThan(0.02);
    }

    private void year() {
        deploy();
        for (int first = 0; first < EXECUTIONS; first += MOST_IN_A_STACK) {
            leaveBehind(first, Math.min(EXECUTIONS, first + MOST_IN_A_STACK));
        }
        for (long days = YEAR.toDays(); days > 0; days--) {
            world.time.sleep(Duration.ofDays(1));
            // A year's would not fit into memory.
            world.history.lines.clear();
            world.evidence.logs.clear();
        }
    }

    private void deploy() {
        try {
            Templates.deferring().forEach((name, template) -> outputs.putAll(world.deploy(name, template)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        world.time.sleep(Duration.ofMinutes(1));
    }

    /// A stack that is made and deleted while devices work on what its cleanups name.
    private void leaveBehind(int from, int to) {
        for (int i = from; i < to; i++) {
            String thing = "pump-" + i;
            world.aws.jobs().createThing(thing);
            long number = world.aws.jobs().queue(JOB, thing);
            world.aws.jobs().start(JOB, thing, number);
            world.time.after(untilItEnds(), () -> world.aws.jobs().finish(JOB, thing, number, Status.SUCCEEDED));
        }
        String name = "Rollout" + from;
        Stack stack = world.time.await(world.aws.cloudFormation().createStack(name, template(from, to), Map.of()));
        assertThat(stack.status()).as("%s", stack.events()).isEqualTo(StackStatus.CREATE_COMPLETE);
        stack = world.time.await(world.aws.cloudFormation().deleteStack(name));
        assertThat(stack.status()).as("%s", stack.events()).isEqualTo(StackStatus.DELETE_COMPLETE);
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
            properties.put("JobId", JOB).put("ThingName", "pump-" + i);
            properties.put("ExecutionNumber", "1").put("Defer", "true");
        }
        return Template.parse(template.toString());
    }

    private long inQueue(String output) {
        String queue = StandardQueue.nameInUrl(outputs.getOrDefault(output, ""));
        return world.aws.sqs().visible(queue) + world.aws.sqs().hidden(queue);
    }

    private long calls(Operation operation) {
        return world.aws.iot().calls().stream()
                .filter(call -> call.operation().equals(operation.awsName()))
                .count();
    }
}
