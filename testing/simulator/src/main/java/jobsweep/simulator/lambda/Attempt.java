package jobsweep.simulator.lambda;

import java.time.Instant;

/// An attempt at an event, as the function sees it.
///
/// @param number   from 1
/// @param deadline when its time is up
public record Attempt(Event event, int number, Instant deadline) {}
