package jobsweep.simulator.lambda;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Execution environments: those that wait warm for an event, those that have one, and a record of all there ever were.
final class EnvironmentPool implements AutoCloseable {
    private final Function<FunctionConfiguration, ExecutionEnvironment> launcher;
    private final int maximum;
    private final Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
    private final Set<ExecutionEnvironment> busy = new HashSet<>();
    private final List<ExecutionEnvironment> ever = new ArrayList<>();
    private int turns;
    private boolean closed;

    EnvironmentPool(Function<FunctionConfiguration, ExecutionEnvironment> launcher, int maximum) {
        this.launcher = launcher;
        this.maximum = maximum;
        this.turns = maximum;
    }

    /// A turn at one of the environments, taken in the order in which they were asked for. [#endTurn()] ends it.
    synchronized CompletableFuture<Void> turn() {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        if (turns > 0) {
            turns--;
            turn.complete(null);
        } else {
            waiting.add(turn);
        }
        return turn;
    }

    synchronized void endTurn() {
        if (waiting.isEmpty()) {
            turns++;
        } else {
            waiting.remove().complete(null);
        }
    }

    /// A warm environment of the function, if one is free.
    synchronized Optional<ExecutionEnvironment> warm(FunctionConfiguration function) {
        Optional<ExecutionEnvironment> warm = of(function.functionArn(), idle).stream()
                .filter(ExecutionEnvironment::isAlive)
                .findFirst();
        warm.ifPresent(environment -> {
            idle.remove(environment);
            busy.add(environment);
        });
        return warm;
    }

    /// A new environment of the function, in place of an idle one where there are too many.
    synchronized ExecutionEnvironment cold(FunctionConfiguration function) {
        if (closed) {
            throw new IllegalStateException("Lambda is closed");
        }
        if (idle.size() + busy.size() >= maximum) {
            idle.remove().close();
        }
        ExecutionEnvironment environment = launcher.apply(function);
        ever.add(environment);
        busy.add(environment);
        return environment;
    }

    /// Takes an environment back, which stays warm if it can take another event.
    synchronized void giveBack(ExecutionEnvironment environment) {
        if (busy.remove(environment) && environment.isAlive()) {
            idle.add(environment);
        } else {
            environment.close();
        }
    }

    /// Lets no environment of the function take another event: its code or configuration is out of date.
    synchronized void retire(String functionArn) {
        busy.removeAll(of(functionArn, busy));
        List<ExecutionEnvironment> outdated = of(functionArn, idle);
        outdated.forEach(ExecutionEnvironment::close);
        idle.removeAll(outdated);
    }

    /// Ends the function's environments at once, whatever they are doing.
    synchronized void kill(String functionArn) {
        of(functionArn, busy).forEach(ExecutionEnvironment::kill);
        retire(functionArn);
    }

    /// Every environment the function ever had, in the order of their start.
    synchronized List<ExecutionEnvironment> ever(String functionArn) {
        return of(functionArn, ever);
    }

    @Override
    public synchronized void close() {
        closed = true;
        ever.forEach(ExecutionEnvironment::close);
        waiting.forEach(turn -> turn.completeExceptionally(
                new IllegalStateException("Lambda was closed before the event had its turn")));
    }

    private static List<ExecutionEnvironment> of(String functionArn, Collection<ExecutionEnvironment> environments) {
        return environments.stream()
                .filter(environment -> environment.function().functionArn().equals(functionArn))
                .toList();
    }
}
