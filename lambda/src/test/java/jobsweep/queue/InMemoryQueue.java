package jobsweep.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A queue that remembers what was asked of it, and may fail at all of it.
class InMemoryQueue implements Queue {

    private final List<String> calls = new ArrayList<>();
    private boolean hasRoom = true;
    private @Nullable Supplier<RuntimeException> failure;

    void failing(Supplier<RuntimeException> failure) {
        this.failure = failure;
    }

    void isFull() {
        hasRoom = false;
    }

    /// What was called, for example `id-1 comes back in PT30S`.
    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void delay(Message message, Duration delay) {
        call(message.id() + " comes back in " + delay);
    }

    @Override
    public boolean hasRoom() {
        return hasRoom;
    }

    @Override
    public void send(String body, Duration delay) {
        call("sent after " + delay + ": " + body);
    }

    @Override
    public void deadLetter(Message message, String reason) {
        call(message.id() + " is dead: " + reason);
    }

    private synchronized void call(String call) {
        if (failure != null) {
            throw failure.get();
        }
        calls.add(call);
    }
}
