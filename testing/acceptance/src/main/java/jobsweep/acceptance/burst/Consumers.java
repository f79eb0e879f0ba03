package jobsweep.acceptance.burst;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import jobsweep.simulator.lambda.Attempt;
import jobsweep.simulator.lambda.Deliveries;
import jobsweep.simulator.lambda.FunctionCode;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.lambda.Killed;
import jobsweep.simulator.lambda.Outcome;
import jobsweep.simulator.lambda.ThreadEnvironment;

/// What AWS Lambda runs, with the consumer as its only function.
final class Consumers implements Deliveries, FunctionCode {
    private final World world;
    private final Deque<Consumer> idle = new ArrayDeque<>();
    private final List<Consumer> busy = new ArrayList<>();
    private int started;
    private int batches;
    private int kills;
    private int redeliveries;

    Consumers(World world) {
        this.world = world;
    }

    @Override
    public Duration travel() {
        return world.chance.travel();
    }

    @Override
    public Handler load(ThreadEnvironment environment) {
        return attempt -> switch (consume(environment.function(), attempt)) {
            case Outcome.Succeeded(String payload) -> payload;
            case Outcome.Failed failed -> throw new IllegalStateException(failed.message());
            case Outcome.TimedOut timedOut -> throw new Killed();
            case Outcome.Crashed crashed -> {
                environment.kill();
                throw new Killed();
            }
        };
    }

    private Outcome consume(FunctionConfiguration function, Attempt attempt) throws JsonProcessingException {
        batches++;
        redeliveries += (int) new JsonMapper()
                .readTree(attempt.event().payload())
                .path("Records")
                .valueStream()
                .filter(record ->
                        record.at("/attributes/ApproximateReceiveCount").asInt() > 1)
                .count();
        Consumer consumer = idle.isEmpty() ? coldStart(function) : idle.pop();
        busy.add(consumer);
        Outcome outcome =
                consumer.run(attempt.event().payload(), attempt.event().requestId());
        busy.remove(consumer);
        if (consumer.isAlive()) {
            idle.push(consumer);
        }
        return outcome;
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
