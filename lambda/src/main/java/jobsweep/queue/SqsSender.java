package jobsweep.queue;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import jobsweep.invocation.RequestException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/// Sends to one queue in Amazon SQS, through the SDK's client, which tries again by itself.
///
/// @param sqs with time limits of its own
public record SqsSender(SqsClient sqs, String queueUrl) {

    /// @param delay until the message can be received, at most SQS's 15 minutes
    /// @throws RequestException where it had no effect that is known of
    public void send(String body, Duration delay) {
        send(body, Map.of(), delay);
    }

    void send(String body, Map<String, MessageAttributeValue> attributes, Duration delay) {
        var request = SendMessageRequest.builder()
                .queueUrl(queueUrl)
                .messageBody(body)
                .delaySeconds(Math.toIntExact(delay.toSeconds()));
        // An empty object of attributes would go out as one.
        SendMessageRequest sent = (attributes.isEmpty() ? request : request.messageAttributes(attributes)).build();
        call("sqs:SendMessage", () -> sqs.sendMessage(sent));
    }

    /// @throws RequestException with action and reason, in place of what is thrown
    static <T> T call(String action, Supplier<T> call) {
        try {
            return call.get();
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
