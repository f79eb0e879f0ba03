package jobsweep.queue;

import java.time.Duration;
import java.util.Map;
import jobsweep.contract.Variables;
import jobsweep.invocation.Environment;
import jobsweep.invocation.RequestException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/// Two queues in Amazon SQS, through the SDK's client, which tries again by itself.
public final class SqsQueue implements Queue {

    private final SqsClient sqs;
    private final String queueUrl;
    private final String deadLetterQueueUrl;

    SqsQueue(SqsClient sqs, String queueUrl, String deadLetterQueueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.deadLetterQueueUrl = deadLetterQueueUrl;
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
        call(
                "sqs:ChangeMessageVisibility",
                () -> sqs.changeMessageVisibility(request -> request.queueUrl(queueUrl)
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(seconds(delay))));
    }

    @Override
    public void send(String body, Duration delay) {
        call(
                "sqs:SendMessage",
                () -> sqs.sendMessage(
                        request -> request.queueUrl(queueUrl).messageBody(body).delaySeconds(seconds(delay))));
    }

    @Override
    public void deadLetter(Message message, String reason) {
        String body = message.body();
        call(
                "sqs:SendMessage",
                () -> sqs.sendMessage(request -> request.queueUrl(deadLetterQueueUrl)
                        .messageBody(body)
                        .messageAttributes(attributes(Reason.allowed(reason, body)))));
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(duration.toSeconds());
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

    private static void call(String action, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException failure) {
            // Not all that the SDK throws is its own.
            throw new RequestException(action + " failed: " + words(failure));
        }
    }

    /// Never `null`, which is what the SDK says where an answer, or what was thrown within, has no message.
    private static String words(RuntimeException failure) {
        String message = failure.getMessage();
        if (failure instanceof AwsServiceException answer && !hasMessage(answer)) {
            return code(answer) + " without a message, HTTP " + answer.statusCode();
        }
        Throwable cause = failure.getCause();
        if (cause != null && cause.getMessage() == null) {
            return cause.toString();
        }
        return message == null ? failure.toString() : message;
    }

    private static boolean hasMessage(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details != null && details.errorMessage() != null;
    }

    private static String code(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorCode() == null ? "something" : details.errorCode();
    }
}
