package jobsweep.acceptance.campaign;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import jobsweep.simulator.cloudformation.Template;

/// The scenario of a few stacks' random life, from one seed. The same seed makes the same history.
///
/// @param provider  the provider's stack
/// @param functions what runs in it
record Life(long seed, Template provider, PlayedFunctions functions) {
    static final String SIMULATED_SECONDS = "simulated seconds";

    private static final List<String> STACKS = List.of("Alpha", "Beta", "Gamma");
    /// For what still travels: more than any event's age.
    private static final Duration AFTERMATH = Duration.ofHours(3);

    /// Plays it, and tells what happened and what must not have.
    History play() {
        SplittableRandom random = new SplittableRandom(seed);
        World world =
                new World(random.split(), FaultRates.drawn(random.split()), Readings.drawn(random.split()), functions);
        History history = world.history;
        try {
            world.play(() -> live(world, random));
        } catch (IllegalStateException broken) {
            history.find("the world goes on", "%s: %s".formatted(broken.getMessage(), broken.getCause()));
        }
        new Invariants(world).check();
        history.counts.add(SIMULATED_SECONDS, history.elapsed().toSeconds());
        return history;
    }

    private void live(World world, SplittableRandom random) {
        String serviceTimeout = world.deploy(Templates.PROVIDER, provider).getOrDefault("ServiceTimeout", "720");
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
        world.time.sleep(AFTERMATH);
    }
}
