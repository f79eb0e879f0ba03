package jobsweep.jobexecution;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.Progress;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;
import software.amazon.awssdk.services.iot.model.InvalidStateTransitionException;
import software.amazon.awssdk.services.iot.model.ResourceNotFoundException;

/// How calls of AWS IoT go out: each in its turn, and again until there is an answer, a failure that stays, or no time.
///
/// Decides when to try again with the SDK's own strategy, and itself only until when: the strategy counts attempts,
/// while what limits an invocation is its time.
final class IotCalls {

    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(5);
    private static final Duration PAUSE_AFTER_DENIAL = Duration.ofSeconds(2);
    private static final int FORBIDDEN = 403;

    private final RetryStrategy retries;
    private final Quota quota;
    private final Deadline deadline;
    private final Deadline deniedUntil;
    private final Progress progress;

    /// @param invocation says when the last call has to be over
    /// @param toleratedDenial for how long from now a denied call is tried again: a policy that was just
    ///     attached is not in force everywhere for some seconds
    IotCalls(RetryStrategy retries, Quota quota, Invocation invocation, Duration toleratedDenial) {
        this.retries = retries;
        this.quota = quota;
        this.deadline = invocation.deadline();
        this.deniedUntil = deadline.in(toleratedDenial);
        this.progress = invocation.progress();
    }

    /// Calls until there is an answer, a failure that stays, or no time.
    ///
    /// @throws ResourceNotFoundException which means something to every caller
    /// @throws InvalidStateTransitionException likewise
    /// @throws OutOfTimeException where there is no time for the first attempt, or for another one's turn
    /// @throws JobExecutionsException with the last failure, where it was another one
    <T> T retried(Call call, Function<Attempt, T> attempt) {
        RetryToken token = retries.acquireInitialToken(AcquireInitialTokenRequest.create(call.action()))
                .token();
        boolean first = true;
        while (true) {
            Quota.Turn turn = quota.await(call.action(), deadline);
            if (turn == Quota.Turn.NEVER || deadline.isOver()) {
                throw new OutOfTimeException(call);
            }
            progress.is("calling " + call);
            try {
                return attempt.apply(new Attempt(limit(), first && turn == Quota.Turn.AT_ONCE));
            } catch (ResourceNotFoundException | InvalidStateTransitionException meaningful) {
                throw meaningful;
            } catch (SdkException failure) {
                first = false;
                token = pauseAfter(failure, token).orElseThrow(() -> call.failed(failure));
            }
        }
    }

    /// Waits for as long as the strategy says; empty, at once, where the failure will stay or there is no time.
    private Optional<RetryToken> pauseAfter(SdkException failure, RetryToken token) {
        if (isDenial(failure)) {
            return deniedUntil.pause(PAUSE_AFTER_DENIAL) ? Optional.of(token) : Optional.empty();
        }
        if (failure instanceof AwsServiceException answer && answer.isThrottlingException()) {
            quota.exceeded();
        }
        try {
            RefreshRetryTokenResponse next = retries.refreshRetryToken(RefreshRetryTokenRequest.builder()
                    .token(token)
                    .failure(failure)
                    .build());
            return deadline.pause(next.delay()) ? Optional.of(next.token()) : Optional.empty();
        } catch (TokenAcquisitionFailedException lasting) {
            return Optional.empty();
        }
    }

    private static boolean isDenial(SdkException failure) {
        return failure instanceof AwsServiceException answer && answer.statusCode() == FORBIDDEN;
    }

    private AwsRequestOverrideConfiguration limit() {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(deadline.leftUpTo(LONGEST_ATTEMPT))
                .build();
    }

    /// One attempt at a call.
    ///
    /// @param limit how long it may take
    /// @param isImmediate whether it follows the caller's decision at once; otherwise things may have changed since
    record Attempt(AwsRequestOverrideConfiguration limit, boolean isImmediate) {}

    /// An action of IoT's on the resources that it is authorised against.
    record Call(String action, List<String> resources) {

        private JobExecutionsException failed(SdkException failure) {
            return isDenial(failure) && isOfTheRole((AwsServiceException) failure)
                    ? new JobExecutionsException(
                            "Access denied: the function's role must allow %s; AWS IoT answered %s."
                                    .formatted(this, describe(failure)))
                    : new JobExecutionsException("%s failed: %s.".formatted(this, describe(failure)));
        }

        /// What has another name is about credentials, a signature or a clock, which no policy mends.
        private static boolean isOfTheRole(AwsServiceException denial) {
            AwsErrorDetails details = denial.awsErrorDetails();
            return details == null
                    || details.errorCode() == null
                    || details.errorCode().equals("AccessDeniedException");
        }

        @Override
        public String toString() {
            return action + " on " + String.join(" and ", resources);
        }
    }

    /// The failure in IoT's words, with the AWS request id where there is one.
    static String describe(SdkException failure) {
        if (!(failure instanceof AwsServiceException answer)) {
            // Some end like a sentence; this one goes on.
            return failure.rawMessage().replaceFirst("\\.+$", "");
        }
        AwsErrorDetails details = answer.awsErrorDetails();
        String error = details == null || details.errorCode() == null
                ? "something without an error code"
                : details.errorCode() + (details.errorMessage() == null ? "" : ": " + details.errorMessage());
        String requestId = answer.requestId() == null ? "" : ", AWS request id " + answer.requestId();
        return error + ", HTTP " + answer.statusCode() + requestId;
    }
}
