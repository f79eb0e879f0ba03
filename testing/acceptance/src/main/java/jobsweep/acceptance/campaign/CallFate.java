package jobsweep.acceptance.campaign;

import java.time.Duration;

/// How a call to AWS IoT travels.
///
/// @param lost whether no answer ever comes
/// @param deaf whether the caller can't be made to give up, whatever time limits it was given
record CallFate(Duration there, Duration back, boolean lost, boolean deaf) {}
