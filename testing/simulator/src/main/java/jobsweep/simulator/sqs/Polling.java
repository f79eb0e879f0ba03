package jobsweep.simulator.sqs;

import java.time.Duration;

/// How Lambda polls queues.
///
/// @param pause           how long a poller waits that found nothing
/// @param keepsVisibility whether a message that the function hid for longer, or shorter, stays hidden when the
///     function then names it as failed; else it is visible at once
public record Polling(Duration pause, boolean keepsVisibility) {}
