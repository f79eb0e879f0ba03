package jobsweep.simulator.lambda;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jobsweep.simulator.time.Time;

/// Lambda's rules for an event that nobody waits for: when it is tried again, when it is given up, and who is told.
/// Knows neither JVMs nor the machine's clock.
final class AsynchronousInvocation {
    private final Time time;
    private final List<Duration> retryDelays;
    private final Function<String, Optional<FunctionConfiguration>> functions;
    private final Attempts attempts;
    private final GivenUpEvents givenUp;

    /// @param retryDelays the pause before each further attempt; AWS's are 1 and 2 minutes
    /// @param functions   the functions as they stand, by their ARNs
    AsynchronousInvocation(
            Time time,
            List<Duration> retryDelays,
            Function<String, Optional<FunctionConfiguration>> functions,
            Attempts attempts,
            GivenUpEvents givenUp) {
        this.time = time;
        this.retryDelays = List.copyOf(retryDelays);
        this.functions = functions;
        this.attempts = attempts;
        this.givenUp = givenUp;
    }

    /// Who runs functions.
    @FunctionalInterface
    interface Attempts {
        /// Runs the function on the event once, and returns when that has ended.
        ///
        /// @param attempt from 1
        AttemptResult attempt(FunctionConfiguration function, Event event, int attempt);
    }

    /// Tries the event until it succeeds or is given up, and returns then. An event whose function is deleted meanwhile
    /// is dropped.
    void deliver(Event event) {
        deliver(event, Optional.empty());
    }

    private void deliver(Event event, Optional<AttemptResult> before) {
        Optional<FunctionConfiguration> found = functions.apply(event.functionArn());
        if (found.isEmpty()) {
            return;
        }
        FunctionConfiguration function = found.get();
        if (isTooOld(event, function, Duration.ZERO)) {
            giveUp(function, event, GiveUpCondition.EVENT_AGE_EXCEEDED, before);
            return;
        }
        int attempt = before.map(AttemptResult::attempt).orElse(0) + 1;
        AttemptResult invocation = attempts.attempt(function, event, attempt);
        if (!invocation.succeeded()) {
            tryAgain(function, event, invocation);
        }
    }

    private void tryAgain(FunctionConfiguration function, Event event, AttemptResult failed) {
        if (failed.attempt() > function.events().maximumRetryAttempts()) {
            giveUp(function, event, GiveUpCondition.RETRIES_EXHAUSTED, Optional.of(failed));
            return;
        }
        Duration delay = retryDelays.get(failed.attempt() - 1);
        // Lambda does not wait for an attempt that would come too late.
        if (isTooOld(event, function, delay)) {
            giveUp(function, event, GiveUpCondition.EVENT_AGE_EXCEEDED, Optional.of(failed));
            return;
        }
        time.sleep(delay);
        deliver(event, Optional.of(failed));
    }

    private boolean isTooOld(Event event, FunctionConfiguration function, Duration from) {
        return event.isOlderThan(
                function.events().maximumEventAge(), time.instant().plus(from));
    }

    private void giveUp(
            FunctionConfiguration function, Event event, GiveUpCondition condition, Optional<AttemptResult> last) {
        givenUp.add(function, new FailureRecord(event, condition, last, time.instant()));
    }
}
