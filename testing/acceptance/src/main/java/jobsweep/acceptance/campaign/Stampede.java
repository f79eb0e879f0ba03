package jobsweep.acceptance.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackEvent;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.iot.Call;
import jobsweep.simulator.iot.Operation;

/// The scenario of one stack with many cleanups that is deleted while nothing goes wrong but that AWS IoT takes ten
/// calls of a kind each second. The same seed has the same latencies and cold starts in store.
///
/// @param cleanups  how many, each of the one execution on a thing of its own
/// @param stacks    the provider's stack, and that of the cleanups
/// @param functions what runs in it
record Stampede(long seed, int cleanups, SequencedMap<String, Template> stacks, PlayedFunctions functions) {
    /// For the policy to be in force.
    private static final Duration REST = Duration.ofMinutes(1);
    private static final int MOST_COMMANDS = 100;

    /// Deletes the stack until it is gone, each time as soon as it is known that the last time did not do.
    Cost play() {
        World world = new World(new SplittableRandom(seed), FaultRates.NONE, Readings.STANDARD, functions);
        List<Cost> deleted = new ArrayList<>();
        world.play(() -> {
            create(world);
            deleted.add(delete(world));
        });
        return deleted.getFirst();
    }

    private void create(World world) {
        for (int i = 0; i < cleanups; i++) {
            world.aws.jobs().createThing(Templates.thing(i));
            world.aws.jobs().queue(Templates.JOB, Templates.thing(i));
        }
        stacks.forEach((name, template) -> {
            world.deploy(name, template);
            world.time.sleep(REST);
        });
        // Long after, so that each Delete finds no environment that is left from its Create.
        world.killAll();
    }

    private Cost delete(World world) {
        Instant begin = world.time.instant();
        long environments = world.history.counts.of(Evidence.COLD_STARTS);
        int commands = 0;
        Duration first = Duration.ZERO;
        Stack stack;
        do {
            stack = world.time.await(world.aws.cloudFormation().deleteStack(Templates.CROWD));
            commands++;
            first = commands == 1 ? Duration.between(begin, world.time.instant()) : first;
        } while (stack.status() != StackStatus.DELETE_COMPLETE && commands < MOST_COMMANDS);
        if (!world.aws.jobs().executions().isEmpty()) {
            throw new IllegalStateException("There still is " + world.aws.jobs().executions());
        }
        return new Cost(
                first,
                Duration.between(begin, world.time.instant()),
                commands,
                failed(stack),
                world.history.counts.of(Evidence.COLD_STARTS) - environments,
                world.aws.iot().calls().stream()
                        .filter(call -> !call.time().isBefore(begin))
                        .toList());
    }

    private static long failed(Stack stack) {
        return stack.events().stream()
                .filter(event -> event.status().equals("DELETE_FAILED")
                        && !event.logicalResourceId().equals(Templates.CROWD))
                .map(StackEvent::logicalResourceId)
                .distinct()
                .count();
    }

    /// What it took.
    ///
    /// @param first        from the first DeleteStack to the last answer to its requests
    /// @param whole        from the first DeleteStack until the stack is gone
    /// @param commands     how often DeleteStack was needed
    /// @param failed       how many cleanups failed at least once
    /// @param environments how many execution environments were started
    /// @param calls        of AWS IoT, in the order of their answers
    record Cost(Duration first, Duration whole, int commands, long failed, long environments, List<Call> calls) {

        long calls(Operation operation) {
            return calls.stream()
                    .filter(call -> call.operation().equals(operation.awsName()))
                    .count();
        }

        long throttled() {
            return calls.stream()
                    .filter(call -> call.errorCode().equals("ThrottlingException"))
                    .count();
        }
    }
}
