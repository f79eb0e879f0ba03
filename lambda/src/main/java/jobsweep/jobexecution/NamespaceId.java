package jobsweep.jobexecution;

import java.util.regex.Pattern;

/// Namespace that marks a job as managed by a customer's service, such as AWS IoT Greengrass.
///
/// @param value the namespace
record NamespaceId(String value) {

    static final String ALLOWED = "one or more characters of a-z, A-Z, 0-9, _ and -";

    private static final Pattern PATTERN = Pattern.compile("[a-zA-Z0-9_-]+");

    /// @throws IllegalArgumentException where the value is not [#ALLOWED]
    NamespaceId {
        if (!PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException("NamespaceId must be " + ALLOWED);
        }
    }
}
