package jobsweep.benchmark;

import java.time.Duration;
import java.time.Instant;
import jobsweep.simulator.lambda.Usage;

/// The start of an execution environment, and the event it was started for.
///
/// @param firstPoll when the function was initialised, and asked for the event
/// @param handedOut when it got the event
/// @param answered  when CloudFormation had the answer
/// @param usage     what the function's JVM had used by then
record ColdStart(Instant processStarted, Instant firstPoll, Instant handedOut, Instant answered, Usage usage) {

    Duration startToFirstPoll() {
        return Duration.between(processStarted, firstPoll);
    }

    Duration eventToAnswer() {
        return Duration.between(handedOut, answered);
    }

    Duration startToAnswer() {
        return Duration.between(processStarted, answered);
    }
}
