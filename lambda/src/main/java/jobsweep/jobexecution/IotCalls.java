package jobsweep.jobexecution;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.Progress;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.RetryableException;
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
    /// So long that most answers come in time, and not so long that much happens meanwhile.
    private static final Duration FRESH = Duration.ofSeconds(1);

    /// A time limit that says nothing of who did not keep it.
    private static final Duration HARDLY_ANY_TIME = Duration.ofSeconds(1);

    private static final Duration PAUSE_AFTER_DENIAL = Duration.ofSeconds(2);

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

    /// Calls until there is an answer.
    ///
    /// @throws RuntimeException as [Tries]'s methods do
    <T> T retried(Call call, Function<Attempt, T> attempt) {
        Tries tries = tries(call);
        while (true) {
            tries.awaitTurn();
            Optional<T> answer = tries.next(attempt);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    /// The tries of a call whose caller has something to do between them.
    Tries tries(Call call) {
        return new Tries(call);
    }

    /// One call's tries.
    final class Tries {

        private final Call call;
        private RetryToken token;
        private Optional<RuntimeException> telling = Optional.empty();

        private Tries(Call call) {
            this.call = call;
            this.token = retries.acquireInitialToken(AcquireInitialTokenRequest.create(call.action()))
                    .token();
        }

        /// @throws OutOfTimeException where there is no time for the next try, or for its turn
        void awaitTurn() {
            if (!quota.await(call.action(), deadline) || deadline.isOver()) {
                throw new OutOfTimeException(call);
            }
        }

        /// Makes the next try.
        ///
        /// @return empty where it failed, may go better the next time, and the pause between the two is over
        /// @throws ResourceNotFoundException which means something to every caller
        /// @throws InvalidStateTransitionException likewise
        /// @throws OutOfTimeException where there was hardly any time for it
        /// @throws JobExecutionsException with the last failure that says something, where it stays or time
        ///     is up
        <T> Optional<T> next(Function<Attempt, T> attempt) {
            progress.is("calling " + call);
            Duration limit = deadline.leftUpTo(LONGEST_ATTEMPT);
            try {
                return Optional.of(attempt.apply(new Attempt(limited(limit), deadline.in(FRESH))));
            } catch (RuntimeException failure) {
                if (IotFailures.isMeaningful(failure)) {
                    throw failure;
                }
                pauseAfter(failure, limit);
                return Optional.empty();
            }
        }

        private void pauseAfter(RuntimeException failure, Duration limit) {
            boolean isTimeout = failure instanceof ApiCallAttemptTimeoutException;
            if (isTimeout && telling.isEmpty() && limit.compareTo(HARDLY_ANY_TIME) < 0) {
                throw new OutOfTimeException(call);
            }
            // The last attempt's limit is what was left of the time, and says nothing of what is wrong.
            RuntimeException told = isTimeout ? telling.orElse(failure) : failure;
            telling = Optional.of(told);
            // A time limit interrupts the attempt, sometimes a moment late, and must not end the next one.
            boolean _ = Thread.interrupted();
            if (IotFailures.isDenial(failure)) {
                if (!deniedUntil.pause(PAUSE_AFTER_DENIAL)) {
                    throw new JobExecutionsException(IotFailures.reason(call, told));
                }
                return;
            }
            if (IotFailures.isThrottling(failure)) {
                quota.exceeded();
            }
            if (!pause(delayAfter(failure, told))) {
                throw new JobExecutionsException(IotFailures.reason(call, told), true);
            }
        }

        private Duration delayAfter(RuntimeException failure, RuntimeException told) {
            try {
                RefreshRetryTokenResponse next = retries.refreshRetryToken(RefreshRetryTokenRequest.builder()
                        .token(token)
                        .failure(IotFailures.forStrategy(failure))
                        .build());
                token = next.token();
                return next.delay();
            } catch (TokenAcquisitionFailedException lasting) {
                throw new JobExecutionsException(IotFailures.reason(call, told));
            }
        }
    }

    /// Cuts a pause short that the time is not enough for: its end is good for a last try.
    private boolean pause(Duration delay) {
        Deadline lastTry = deadline.earlierBy(HARDLY_ANY_TIME);
        return deadline.pause(delay) || (!lastTry.isOver() && deadline.pause(lastTry.left()));
    }

    private static AwsRequestOverrideConfiguration limited(Duration limit) {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(limit)
                .build();
    }

    /// One attempt at a call.
    ///
    /// @param limit how long it may take
    /// @param freshUntil when what it finds has grown old, counted from its beginning
    record Attempt(AwsRequestOverrideConfiguration limit, Deadline freshUntil) {

        /// The same of one of so many that were listed together: of several none is relied on.
        Deadline freshUntil(int found) {
            return found == 1 ? freshUntil : freshUntil.earlierBy(FRESH);
        }

        /// What the SDK has for a request id where an answer has none.
        private static final String UNKNOWN = "UNKNOWN";

        /// Sends the request.
        ///
        /// @param send takes the time limit
        /// @throws RetryableException where the answer is not AWS IoT's: a page from something between may
        ///     look like a success, and be read as an empty answer
        <A extends AwsResponse> A answer(Function<AwsRequestOverrideConfiguration, A> send) {
            A answer = send.apply(limit);
            if (answer.responseMetadata().requestId().equals(UNKNOWN)) {
                throw IotFailures.notIots("has no AWS request id");
            }
            return answer;
        }
    }

    /// An action of IoT's on the resources that it is authorised against.
    record Call(String action, List<String> resources) {

        @Override
        public String toString() {
            return action + " on " + String.join(" and ", resources);
        }
    }
}
