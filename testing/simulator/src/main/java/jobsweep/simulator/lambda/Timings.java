package jobsweep.simulator.lambda;

import java.time.Instant;
import java.util.Optional;

/// The times that a cold start is measured by; those of an event are in its [AttemptResult].
///
/// @param processStarted right before the JVM was started
/// @param firstPoll      when the runtime first asked for an event: the function is initialised; empty before
public record Timings(Instant processStarted, Optional<Instant> firstPoll) {}
