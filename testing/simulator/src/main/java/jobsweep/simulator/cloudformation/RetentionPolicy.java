package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;

/// What happens to a physical resource that its stack no longer needs.
enum RetentionPolicy {
    DELETE,
    RETAIN,
    /// Deleted when the operation that made the resource is rolled back, retained ever after.
    RETAIN_EXCEPT_ON_CREATE;

    static RetentionPolicy onDelete(JsonNode policy) {
        return policy.asText().equals("RetainExceptOnCreate") ? RETAIN_EXCEPT_ON_CREATE : onReplace(policy);
    }

    static RetentionPolicy onReplace(JsonNode policy) {
        return switch (policy.asText("Delete")) {
            case "Delete" -> DELETE;
            case "Retain" -> RETAIN;
            default -> throw new ValidationException("Template error: the simulator does not play policy " + policy);
        };
    }
}
