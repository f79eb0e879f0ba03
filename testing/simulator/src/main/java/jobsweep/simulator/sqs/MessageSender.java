package jobsweep.simulator.sqs;

/// Whoever puts messages on queues.
public interface MessageSender {
    void send(String queueUrl, String body);
}
