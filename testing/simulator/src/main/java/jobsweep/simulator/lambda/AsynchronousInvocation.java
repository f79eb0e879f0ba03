package jobsweep.simulator.lambda;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.time.Time;

/// Lambda's rules for an event that nobody waits for: when it is tried again, when it is given up, and who is told.
/// Knows neither JVMs nor the machine's clock.
public final class AsynchronousInvocation {
    private final Time time;
    private final List<Duration> retryDelays;
    private final FunctionHost host;
    private final GivenUpEvents givenUp;

    /// @param retryDelays the pause before each further attempt; AWS's are 1 and 2 minutes
    /// @param iam         the judge of who may invoke a destination
    public AsynchronousInvocation(Time time, List<Duration> retryDelays, Iam iam, FunctionHost host) {
        this.time = time;
        this.retryDelays = List.copyOf(retryDelays);
        this.host = host;
        this.givenUp = new GivenUpEvents(iam, host);
    }

    /// Tries the event until it succeeds or is given up, and returns then. An event whose function is deleted meanwhile
    /// is dropped.
    public void deliver(Event event) {
        deliver(event, Optional.empty());
    }

    /// Every event that was given up, in order.
    public List<InvocationRecord> givenUp() {
        return givenUp.all();
    }

    /// The given-up events that their function's destination was not told of.
    public List<DestinationFailure> destinationFailures() {
        return givenUp.destinationFailures();
    }

    private void deliver(Event event, Optional<Invocation> before) {
        Optional<FunctionConfiguration> found = host.function(event.functionArn());
        if (found.isEmpty()) {
            return;
        }
        FunctionConfiguration function = found.get();
        if (isTooOld(event, function, Duration.ZERO)) {
            giveUp(function, event, GiveUpCondition.EVENT_AGE_EXCEEDED, before);
            return;
        }
        int attempt = before.map(Invocation::attempt).orElse(0) + 1;
        Invocation invocation = host.attempt(function, event, attempt);
        if (!invocation.succeeded()) {
            tryAgain(function, event, invocation);
        }
    }

    private void tryAgain(FunctionConfiguration function, Event event, Invocation failed) {
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
            FunctionConfiguration function, Event event, GiveUpCondition condition, Optional<Invocation> last) {
        givenUp.add(function, new InvocationRecord(event, condition, last, time.instant()));
    }
}
