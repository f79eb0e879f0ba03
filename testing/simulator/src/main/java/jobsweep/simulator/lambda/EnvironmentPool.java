package jobsweep.simulator.lambda;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// Execution environments: those that wait warm for an event, those that have one, and a record of all there ever were.
final class EnvironmentPool implements AutoCloseable {
    private final Launcher launcher;
    private final int maximum;
    private final Semaphore turns;
    private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
    private final Set<ExecutionEnvironment> busy = new HashSet<>();
    private final List<ExecutionEnvironment> ever = new ArrayList<>();
    private boolean closed;

    EnvironmentPool(Launcher launcher, int maximum) {
        this.launcher = launcher;
        this.maximum = maximum;
        this.turns = new Semaphore(maximum, true);
    }

    /// A warm environment of the function, or else a new one; waits for its turn.
    ExecutionEnvironment take(FunctionConfiguration function) throws IOException, InterruptedException {
        turns.acquire();
        try {
            return warmOrNew(function);
        } catch (IOException | RuntimeException e) {
            turns.release();
            throw e;
        }
    }

    /// Ends the turn that [#take] began. The environment stays warm if it can take another event.
    void giveBack(ExecutionEnvironment environment) {
        synchronized (this) {
            busy.remove(environment);
            if (environment.isUsable()) {
                idle.add(environment);
            } else {
                environment.kill();
            }
        }
        turns.release();
    }

    /// Lets no environment of the function take another event: its code or configuration is out of date.
    synchronized void retire(String functionArn) {
        of(functionArn, busy).forEach(ExecutionEnvironment::retire);
        List<ExecutionEnvironment> outdated = of(functionArn, idle);
        outdated.forEach(ExecutionEnvironment::kill);
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
        ever.forEach(ExecutionEnvironment::kill);
    }

    private synchronized ExecutionEnvironment warmOrNew(FunctionConfiguration function) throws IOException {
        if (closed) {
            throw new IllegalStateException("Lambda is closed");
        }
        Optional<ExecutionEnvironment> warm = of(function.functionArn(), idle).stream()
                .filter(ExecutionEnvironment::isUsable)
                .findFirst();
        ExecutionEnvironment environment = warm.isPresent() ? warm.get() : launch(function);
        idle.remove(environment);
        busy.add(environment);
        return environment;
    }

    private ExecutionEnvironment launch(FunctionConfiguration function) throws IOException {
        if (idle.size() + busy.size() >= maximum) {
            idle.remove().kill();
        }
        ExecutionEnvironment environment = launcher.launch(function);
        ever.add(environment);
        return environment;
    }

    private static List<ExecutionEnvironment> of(String functionArn, Iterable<ExecutionEnvironment> environments) {
        List<ExecutionEnvironment> matching = new ArrayList<>();
        environments.forEach(environment -> {
            if (environment.functionArn().equals(functionArn)) {
                matching.add(environment);
            }
        });
        return List.copyOf(matching);
    }
}
