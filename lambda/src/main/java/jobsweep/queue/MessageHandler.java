package jobsweep.queue;

import jobsweep.invocation.Invocation;

/// The work behind the queue.
@FunctionalInterface
public interface MessageHandler {

    /// Does what a message asks for, within the invocation's time.
    ///
    /// May be called again with the same message, since SQS delivers at least once.
    ///
    /// @param tally counts what is done
    /// @throws RuntimeException taken for [Handled.Later]
    Handled handle(Message message, Invocation invocation, Tally tally);
}
