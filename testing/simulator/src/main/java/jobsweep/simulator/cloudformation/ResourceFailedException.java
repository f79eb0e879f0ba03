package jobsweep.simulator.cloudformation;

import java.util.Optional;

/// A resource that could not be made, changed or deleted. The message becomes the reason in the stack's events.
public final class ResourceFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String physicalResourceId;

    public ResourceFailedException(String reason) {
        this(reason, "");
    }

    /// A failure that may have left something behind.
    ///
    /// @param physicalResourceId what may be there in spite of the failure, and is deleted when the stack is rolled
    /// back
    public ResourceFailedException(String reason, String physicalResourceId) {
        super(reason);
        this.physicalResourceId = physicalResourceId;
    }

    Optional<String> physicalResourceId() {
        return Optional.of(physicalResourceId).filter(id -> !id.isEmpty());
    }

    /// What an event says about a failure.
    static String reason(Exception failure) {
        return Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
    }
}
