package jobsweep.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A queue that remembers what was asked of it, and may fail at all of it.
final class InMemoryQueue implements Queue {

    private final List<String> calls = new ArrayList<>();
    private boolean failing;

    InMemoryQueue failing() {
        failing = true;
        return this;
    }

    /// What was called, for example `id-1 comes back in PT30S`.
    List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void comesBackIn(Duration delay, Message message) {
        call(message.id() + " comes back in " + delay);
    }

    @Override
    public void putAnew(Message message) {
        call(message.id() + " is put anew, as of " + message.sentAt());
    }

    @Override
    public void deadLetter(Message message, String reason) {
        call(message.id() + " is dead: " + reason);
    }

    private void call(String call) {
        if (failing) {
            throw new QueueException("sqs:Something failed: no.");
        }
        calls.add(call);
    }
}
