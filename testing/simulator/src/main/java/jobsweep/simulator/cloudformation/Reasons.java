package jobsweep.simulator.cloudformation;

import java.util.Optional;

/// What an event says about a failure.
final class Reasons {
    private Reasons() {}

    static String of(Exception failure) {
        return Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
    }
}
