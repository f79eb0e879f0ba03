package jobsweep.acceptance.campaign;

import java.time.Instant;
import java.util.Optional;
import jobsweep.simulator.iot.Execution;

/// An execution that a call of the function's deleted.
///
/// @param by     the request that the function was at
/// @param heldAs the physical id by which the stack knew the resource at that moment; empty where the request was
///     decided already, or the stack was gone
record Deleted(Execution execution, Instant at, Sent by, boolean forced, Optional<String> heldAs) {}
