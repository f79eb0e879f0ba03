package jobsweep.simulator.sqs;

public interface MessageSender {
    void send(String queueUrl, String body);
}
