package jobsweep.acceptance.burst;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.lambda.FunctionService;
import jobsweep.simulator.lambda.Invocation;
import jobsweep.simulator.lambda.Outcome;
import jobsweep.simulator.lambda.SynchronousFunctions;

/// AWS Lambda with the consumer as its only function.
final class Consumers implements FunctionService, SynchronousFunctions {
    private final World world;
    private final Deque<Consumer> idle = new ArrayDeque<>();
    private final List<Consumer> busy = new ArrayList<>();
    private Optional<FunctionConfiguration> function = Optional.empty();
    private int started;
    private int batches;
    private int kills;
    private int redeliveries;

    Consumers(World world) {
        this.world = world;
    }

    @Override
    public void put(FunctionConfiguration configuration) {
        function = Optional.of(configuration);
    }

    @Override
    public void delete(String functionArn) {
        function = Optional.empty();
    }

    @Override
    public FunctionConfiguration function(String functionArn) {
        return function.filter(known -> known.functionArn().equals(functionArn))
                .orElseThrow(() -> new IllegalArgumentException("function " + functionArn + " does not exist"));
    }

    @Override
    public Invocation invokeAndWait(String functionArn, JsonNode payload, String traceHeader) {
        batches++;
        redeliveries += (int) payload.path("Records")
                .valueStream()
                .filter(record ->
                        record.at("/attributes/ApproximateReceiveCount").asInt() > 1)
                .count();
        world.time.sleep(world.chance.travel());
        Consumer consumer = idle.isEmpty() ? coldStart(function(functionArn)) : idle.pop();
        busy.add(consumer);
        String requestId = world.identifiers.uuid();
        Outcome outcome = consumer.run(payload.toString(), requestId);
        busy.remove(consumer);
        if (consumer.isAlive()) {
            idle.push(consumer);
        }
        world.time.sleep(world.chance.travel());
        return new Invocation(
                functionArn, requestId, 1, consumer.logStream(), Optional.empty(), world.time.instant(), outcome);
    }

    private Consumer coldStart(FunctionConfiguration configuration) {
        world.time.sleep(world.chance.coldStart());
        started++;
        return new Consumer(world, configuration, "[$LATEST]" + started);
    }

    /// Kills one that is at work, if any is.
    void killOne() {
        if (!busy.isEmpty()) {
            busy.get(world.chance.upTo(busy.size())).kill();
            kills++;
        }
    }

    int batches() {
        return batches;
    }

    int kills() {
        return kills;
    }

    /// How many messages were received once more.
    int redeliveries() {
        return redeliveries;
    }
}
