package jobsweep.simulator.lambda;

import java.time.Duration;
import java.util.Optional;

/// What becomes of the events that a function is given and nobody waits for.
///
/// @param maximumRetryAttempts how often an event that failed is tried again, 0 to 2
/// @param maximumEventAge      how long after its arrival an event is still tried
/// @param onFailure            the ARN of the function that is told of an event that was given up
public record EventSettings(int maximumRetryAttempts, Duration maximumEventAge, Optional<String> onFailure) {
    /// The settings of a function that says nothing of them.
    public static final EventSettings DEFAULT = new EventSettings(2, Duration.ofHours(6), Optional.empty());

    /// @throws IllegalArgumentException where AWS Lambda would not accept the settings
    public EventSettings {
        if (maximumRetryAttempts < 0 || maximumRetryAttempts > 2) {
            throw new IllegalArgumentException("maximumRetryAttempts must be 0 to 2, got " + maximumRetryAttempts);
        }
    }
}
