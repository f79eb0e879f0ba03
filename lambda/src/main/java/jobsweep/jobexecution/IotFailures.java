package jobsweep.jobexecution;

import java.util.Objects;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iot.model.InvalidStateTransitionException;
import software.amazon.awssdk.services.iot.model.ResourceNotFoundException;

/// What the failure of a call of IoT's means, and how it is told.
final class IotFailures {

    private static final int FORBIDDEN = 403;
    private static final String UNREADABLE = "Unable to unmarshall response";

    private IotFailures() {}

    /// An answer that came instead of AWS IoT's, which may be there next time.
    ///
    /// @param why goes on after "The answer"
    static RetryableException notIots(String why) {
        return RetryableException.create("The answer " + why + " and so is not AWS IoT's");
    }

    /// Whether it says something of the execution. A page from something between may have the same HTTP status.
    static boolean isMeaningful(RuntimeException failure) {
        return (failure instanceof ResourceNotFoundException || failure instanceof InvalidStateTransitionException)
                && isIots((AwsServiceException) failure);
    }

    static boolean isDenial(RuntimeException failure) {
        return failure instanceof AwsServiceException answer
                && (answer.statusCode() == FORBIDDEN || code(answer).startsWith("AccessDenied"));
    }

    static boolean isThrottling(RuntimeException failure) {
        return failure instanceof AwsServiceException answer && answer.isThrottlingException();
    }

    /// The failure as the SDK's retry strategy has to see it, which takes for lasting what it does not expect.
    static RuntimeException forStrategy(RuntimeException failure) {
        return mayPass(failure) ? RetryableException.create("It may pass", failure) : failure;
    }

    private static boolean mayPass(RuntimeException failure) {
        return switch (failure) {
            case AwsServiceException answer -> !isIots(answer) && !answer.isThrottlingException();
            // An attempt's time limit may interrupt the next one.
            case AbortedException _ -> true;
            // Without credentials, or with a parameter that is not allowed, there was no attempt at all.
            case SdkException sdk -> sdk.numAttempts() != null;
            default -> true;
        };
    }

    private static boolean isIots(AwsServiceException answer) {
        return !code(answer).isEmpty() && answer.requestId() != null;
    }

    /// For the template's author: action, ARNs, what was answered, and what would help.
    static String reason(IotCalls.Call call, RuntimeException failure) {
        String code = failure instanceof AwsServiceException answer ? code(answer) : "";
        if (isOfSts(failure)) {
            return "sts:AssumeRole failed: the function's role must allow it on the role that is to be assumed, and that one must trust the function's role; AWS STS answered %s."
                    .formatted(describe(failure));
        }
        if (isDenial(failure) && code.isEmpty()) {
            return "Access denied: %s was answered %s, by something between the function and AWS IoT, such as a proxy or a firewall."
                    .formatted(call, describe(failure));
        }
        if (code.startsWith("AccessDenied")) {
            return "Access denied: the function's role must allow %s; AWS IoT answered %s."
                    .formatted(call, describe(failure));
        }
        return "%s failed: %s.%s".formatted(call, describe(failure), advice(code));
    }

    /// A call may need credentials first.
    private static boolean isOfSts(RuntimeException failure) {
        return failure instanceof AwsServiceException answer
                && answer.awsErrorDetails() != null
                && "Sts".equals(answer.awsErrorDetails().serviceName());
    }

    private static String advice(String code) {
        return switch (code) {
            case "ExpiredToken", "ExpiredTokenException" ->
                " The function's credentials have expired. Lambda gives new ones to a new process: try again.";
            case "RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture" ->
                " The function's clock is wrong, or its requests arrive late. Try again: it then goes by AWS IoT's clock.";
            case "InvalidSignatureException", "SignatureDoesNotMatch", "IncompleteSignatureException" ->
                " The function's clock is wrong, or something between, such as a proxy, changes its requests.";
            case "UnrecognizedClientException", "InvalidClientTokenId", "MissingAuthenticationTokenException" ->
                " AWS IoT does not know the function's credentials. Was its role deleted or made anew, or is the Region not enabled in this account? Lambda gives new ones after any change of the function.";
            default -> "";
        };
    }

    /// The failure in IoT's words, with the AWS request id where there is one.
    static String describe(RuntimeException failure) {
        if (!(failure instanceof AwsServiceException answer)) {
            return cause(failure);
        }
        AwsErrorDetails details = answer.awsErrorDetails();
        String message = details == null || details.errorMessage() == null ? "" : details.errorMessage();
        String error = code(answer).isEmpty()
                ? "something without an error code"
                : code(answer) + (message.isBlank() ? "" : ": " + message);
        String requestId =
                answer.requestId() == null ? " without an AWS request id" : ", AWS request id " + answer.requestId();
        return error + ", HTTP " + answer.statusCode() + requestId;
    }

    private static String cause(RuntimeException failure) {
        String message = message(failure);
        if (message.startsWith(UNREADABLE)) {
            return "The answer can't be read and so is not AWS IoT's: " + words(last(failure));
        }
        if (message.endsWith(": null")) {
            return message.substring(0, message.length() - "null".length()) + words(last(failure));
        }
        // Some end like a sentence; this one goes on.
        return message.isBlank() ? words(last(failure)) : message.replaceFirst("\\.+$", "");
    }

    private static Throwable last(Throwable failure) {
        return failure.getCause() == null ? failure : last(failure.getCause());
    }

    /// The first line, or the class where there is none.
    private static String words(Throwable failure) {
        return message(failure).lines().findFirst().orElse(failure.getClass().getSimpleName());
    }

    private static String message(Throwable failure) {
        // The SDK's other message goes on about its attempts, which are one each.
        String message = failure instanceof SdkException sdk ? sdk.rawMessage() : failure.getMessage();
        return message == null ? "" : message;
    }

    private static String code(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null ? "" : Objects.requireNonNullElse(details.errorCode(), "");
    }
}
