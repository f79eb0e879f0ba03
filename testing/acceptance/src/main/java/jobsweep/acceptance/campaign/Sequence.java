package jobsweep.acceptance.campaign;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import jobsweep.simulator.cloudformation.Template;

/// One life of a few stacks, from one seed. The same seed makes the same history.
///
/// @param provider the provider's stack
/// @param code     what its functions run
record Sequence(long seed, Template provider, FunctionCode code) {
    static final String SIMULATED_SECONDS = "simulated seconds";

    private static final List<String> STACKS = List.of("Alpha", "Beta", "Gamma");
    /// For what still travels: more than any event's age.
    private static final Duration AFTERMATH = Duration.ofHours(3);

    /// Plays it, and tells what was found.
    Result play() {
        SplittableRandom random = new SplittableRandom(seed);
        World world = new World(random.split(), code, Mischief::drawn);
        try {
            world.time.play(() -> live(world, random));
        } catch (RuntimeException broken) {
            world.evidence.find("the world goes on", "%s: %s".formatted(broken.getMessage(), broken.getCause()));
        }
        new Invariants(world).check();
        world.evidence.tally().add(SIMULATED_SECONDS, world.evidence.elapsed().toSeconds());
        return new Result(seed, world.evidence.findings(), world.evidence.history(), world.evidence.tally());
    }

    private void live(World world, SplittableRandom random) {
        String serviceTimeout = world.deploy(provider);
        world.fleet.arrive();
        List<CompletableFuture<Boolean>> users = STACKS.subList(0, 1 + random.nextInt(STACKS.size())).stream()
                .map(name -> new User(world, random.split(), name, serviceTimeout))
                .map(user -> world.time.fork(() -> {
                    user.live();
                    return true;
                }))
                .toList();
        world.time.start(() -> world.fleet.live(() -> users.stream().allMatch(CompletableFuture::isDone)));
        users.forEach(world.time::await);
        world.time.sleep(AFTERMATH);
        world.lambda.end();
    }

    /// What came of it.
    record Result(long seed, List<Finding> findings, List<String> history, Tally tally) {
        /// A number that the same history always has, and another hardly ever.
        long fingerprint() {
            long fingerprint = seed;
            for (String line : history) {
                fingerprint = 31 * fingerprint + line.hashCode();
            }
            return fingerprint;
        }
    }
}
