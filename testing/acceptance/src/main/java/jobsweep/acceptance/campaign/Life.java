package jobsweep.acceptance.campaign;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.sqs.StandardQueue;

/// The scenario of a few stacks' random life, from one seed. The same seed makes the same history.
///
/// @param stacks    a queue's and a provider's that defers to it
/// @param functions what runs in it
record Life(long seed, SequencedMap<String, Template> stacks, PlayedFunctions functions) {
    static final String SIMULATED_SECONDS = "simulated seconds";

    private static final List<String> STACKS = List.of("Alpha", "Beta", "Gamma");
    /// For what still travels, and for what was deferred: two of the longest waits, and more than any event's age.
    private static final Duration AFTERMATH = Duration.ofHours(25);

    /// Plays it, and tells what happened and what must not have.
    History play() {
        SplittableRandom random = new SplittableRandom(seed);
        World world =
                new World(random.split(), FaultRates.drawn(random.split()), Readings.drawn(random.split()), functions);
        History history = world.history;
        Map<String, String> outputs = new HashMap<>();
        try {
            world.play(() -> live(world, random, outputs));
        } catch (IllegalStateException broken) {
            history.find("the world goes on", "%s: %s".formatted(broken.getMessage(), broken.getCause()));
        }
        Invariants invariants = new Invariants(world);
        invariants.check();
        invariants.checkDeferred(StandardQueue.nameInUrl(outputs.getOrDefault("DeadLetterQueueUrl", "")));
        history.counts.add(SIMULATED_SECONDS, history.elapsed().toSeconds());
        return history;
    }

    private void live(World world, SplittableRandom random, Map<String, String> outputs) {
        stacks.forEach((name, template) -> outputs.putAll(world.deploy(name, template)));
        String serviceTimeout = outputs.getOrDefault("ServiceTimeout", "3600");
        Fleet fleet = new Fleet(world, random.split());
        fleet.arrive();
        world.meddle(fleet::act);
        List<CompletableFuture<Boolean>> users = STACKS.subList(0, 1 + random.nextInt(STACKS.size())).stream()
                .map(name -> new User(world, random.split(), name, serviceTimeout))
                .map(user -> world.time.fork(() -> {
                    user.live();
                    return true;
                }))
                .toList();
        world.time.start(() -> fleet.live(() -> users.stream().allMatch(CompletableFuture::isDone)));
        users.forEach(world.time::await);
        fleet.end();
        world.time.sleep(AFTERMATH);
    }
}
