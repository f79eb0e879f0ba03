package jobsweep.platform;

import java.time.Duration;
import java.time.Instant;

/// The time of day, and how it passes.
public interface Clock {

    Instant now();

    /// Lets that much time pass.
    void pause(Duration pause);
}
