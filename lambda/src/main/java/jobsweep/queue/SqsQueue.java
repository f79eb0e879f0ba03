package jobsweep.queue;

import java.time.Duration;
import java.util.Map;
import jobsweep.contract.Variables;
import jobsweep.invocation.Environment;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Two queues in Amazon SQS, through the SDK's client, which tries again by itself.
public final class SqsQueue implements Queue {

    /// Of the 120,000 messages that SQS lets be in flight; the others are for consumers at work.
    private static final int MOST_HIDDEN = 100_000;

    private final SqsClient sqs;
    private final String queueUrl;
    private final SqsSender requests;
    private final SqsSender deadLetters;

    SqsQueue(SqsClient sqs, String queueUrl, String deadLetterQueueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.requests = new SqsSender(sqs, queueUrl);
        this.deadLetters = new SqsSender(sqs, deadLetterQueueUrl);
    }

    /// @param sqs with time limits of its own
    /// @param environment with the two queues' URLs, by their [Variables]
    /// @throws IllegalArgumentException naming the variable that is missing
    public static Queue of(SqsClient sqs, Environment environment) {
        return new SqsQueue(
                sqs, environment.text(Variables.QUEUE_URL), environment.text(Variables.DEAD_LETTER_QUEUE_URL));
    }

    @Override
    public void delay(Message message, Duration delay) {
        SqsSender.call(
                "sqs:ChangeMessageVisibility",
                () -> sqs.changeMessageVisibility(request -> request.queueUrl(queueUrl)
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(Math.toIntExact(delay.toSeconds()))));
    }

    @Override
    public boolean hasRoom() {
        var inFlight = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;
        var answer = SqsSender.call(
                "sqs:GetQueueAttributes",
                () -> sqs.getQueueAttributes(
                        request -> request.queueUrl(queueUrl).attributeNames(inFlight)));
        return Integer.parseInt(answer.attributes().getOrDefault(inFlight, "0")) < MOST_HIDDEN;
    }

    @Override
    public void send(String body, Duration delay) {
        requests.send(body, delay);
    }

    @Override
    public void deadLetter(Message message, String reason) {
        String body = message.body();
        deadLetters.send(body, attributes(Reason.allowed(reason, body)), Duration.ZERO);
    }

    /// SQS takes no attribute without a value.
    private static Map<String, MessageAttributeValue> attributes(String reason) {
        return reason.isEmpty()
                ? Map.of()
                : Map.of(
                        Reason.ATTRIBUTE,
                        MessageAttributeValue.builder()
                                .dataType(Reason.TYPE)
                                .stringValue(reason)
                                .build());
    }
}
