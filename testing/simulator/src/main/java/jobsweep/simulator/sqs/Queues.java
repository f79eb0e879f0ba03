package jobsweep.simulator.sqs;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// Queues, and what SQS's JSON protocol says about them.
public interface Queues extends AutoCloseable {
    /// Creates the queue, or changes the attributes of the one with this name.
    void put(StandardQueue queue);

    void delete(String queueName);

    /// Carries an action such as `SendMessage` out.
    ///
    /// @throws SqsException if SQS answers with an error
    ObjectNode answer(String action, ObjectNode request);

    /// Whether it is known that nothing can be received from the queue now, so that to ask it would be in vain.
    default boolean isQuiet(String queueName) {
        return false;
    }

    @Override
    void close();
}
