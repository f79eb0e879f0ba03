package jobsweep.acceptance.campaign;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.ValidationException;

/// Somebody with one stack: makes it, changes it, thinks again, deletes it, and in the end gets rid of it.
final class User {
    private static final int MOST_MOVES = 9;

    private final World world;
    private final SplittableRandom random;
    private final String stackName;
    private final String serviceTimeout;
    private Blueprint blueprint;
    private CompletableFuture<Stack> operation = new CompletableFuture<>();

    User(World world, SplittableRandom random, String stackName, String serviceTimeout) {
        this.world = world;
        this.random = random;
        this.stackName = stackName;
        this.serviceTimeout = serviceTimeout;
        this.blueprint = Blueprint.first(random, serviceTimeout);
    }

    /// Does this and that with the stack, and returns when it is gone.
    void live() {
        create();
        for (int moves = random.nextInt(MOST_MOVES); moves > 0; moves--) {
            rest();
            move();
        }
        getRidOfIt();
    }

    // Often only until the operation is over, and often not so long.
    private void rest() {
        if (random.nextInt(3) > 0) {
            world.time.await(operation);
        }
        world.time.sleep(Duration.ofMillis(random.nextInt(random.nextBoolean() ? 2_000 : 20 * 60_000)));
    }

    // Some moves are refused in the stack's state: users make them all the same.
    private void move() {
        if (stack().isEmpty()) {
            blueprint = Blueprint.first(random, serviceTimeout);
            create();
            return;
        }
        switch (random.nextInt(10)) {
            case 0, 1 -> attempt("delete", () -> world.aws.cloudFormation().deleteStack(stackName));
            case 2 -> thinkAgain();
            case 3 -> retain();
            default -> update();
        }
    }

    private void create() {
        attempt("create", () -> world.aws.cloudFormation().createStack(stackName, blueprint.template(), Map.of()));
    }

    private void update() {
        Blueprint changed = blueprint.changed();
        attempt("update", () -> {
            var update = world.aws.cloudFormation().updateStack(stackName, changed.template(), Map.of());
            blueprint = changed;
            return update;
        });
    }

    private void thinkAgain() {
        update();
        world.time.sleep(Duration.ofMillis(random.nextInt(1_500)));
        cancel();
    }

    private void cancel() {
        attempt("cancel", () -> {
            world.aws.cloudFormation().cancelUpdateStack(stackName);
            return operation;
        });
    }

    /// Deletes a stack whose deletion failed, and lets go what can't be deleted.
    private void retain() {
        stack().ifPresent(stack ->
                attempt("retain", () -> world.aws.cloudFormation().deleteStack(stackName, retainable(stack))));
    }

    private static Set<String> retainable(Stack stack) {
        return stack.physicalResourceIds().keySet();
    }

    private void attempt(String move, Supplier<CompletableFuture<Stack>> how) {
        try {
            world.history.note("user: %s %s".formatted(move, stackName));
            operation = how.get();
            world.history.count("move: " + move);
        } catch (ValidationException refused) {
            world.history.note("refused: " + refused.getMessage());
        }
    }

    private void getRidOfIt() {
        world.time.await(operation);
        while (stack().isPresent()) {
            if (stack().filter(stack -> stack.status() == StackStatus.DELETE_FAILED)
                            .isPresent()
                    && random.nextBoolean()) {
                retain();
            } else {
                attempt("delete", () -> world.aws.cloudFormation().deleteStack(stackName));
            }
            world.time.await(operation);
            world.time.sleep(Duration.ofMillis(random.nextInt(10 * 60_000)));
        }
    }

    private Optional<Stack> stack() {
        try {
            return Optional.of(world.aws.cloudFormation().stack(stackName));
        } catch (ValidationException gone) {
            return Optional.empty();
        }
    }
}
