package jobsweep.queue;

import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/// Two queues in Amazon SQS, through the SDK's client, which tries again by itself.
final class SqsQueue implements Queue {

    private static final int LONGEST_REASON = 1000;

    private final SqsClient sqs;
    private final String queueUrl;
    private final String deadLetterQueueUrl;

    SqsQueue(SqsClient sqs, String queueUrl, String deadLetterQueueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.deadLetterQueueUrl = deadLetterQueueUrl;
    }

    @Override
    public void comesBackIn(Duration delay, Message message) {
        call(
                "sqs:ChangeMessageVisibility",
                () -> sqs.changeMessageVisibility(request -> request.queueUrl(queueUrl)
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(Math.toIntExact(delay.toSeconds()))));
    }

    @Override
    public void putAnew(Message message) {
        String sentAt = Long.toString(message.sentAt().toEpochMilli());
        send(queueUrl, message, Messages.SENT_AT, attribute("Number", sentAt));
    }

    @Override
    public void deadLetter(Message message, String reason) {
        send(deadLetterQueueUrl, message, "Reason", attribute("String", allowed(reason)));
    }

    private void send(String url, Message message, String name, MessageAttributeValue value) {
        call(
                "sqs:SendMessage",
                () -> sqs.sendMessage(request ->
                        request.queueUrl(url).messageBody(message.body()).messageAttributes(Map.of(name, value))));
    }

    private static MessageAttributeValue attribute(String type, String text) {
        return MessageAttributeValue.builder().dataType(type).stringValue(text).build();
    }

    /// SQS takes no control characters, which a reason may repeat from the request that it is about.
    private static String allowed(String reason) {
        String clean = reason.replaceAll("[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD]", "\uFFFD");
        return clean.length() <= LONGEST_REASON ? clean : clean.substring(0, LONGEST_REASON) + "…";
    }

    private static void call(String action, Runnable call) {
        try {
            call.run();
        } catch (SdkException failure) {
            throw new QueueException(action + " failed: " + failure.getMessage());
        }
    }
}
