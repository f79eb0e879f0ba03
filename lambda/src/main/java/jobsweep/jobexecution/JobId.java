package jobsweep.jobexecution;

import java.util.regex.Pattern;

/// Name of a job, as the IoT API reference allows it.
///
/// @param value the name
record JobId(String value) {

    static final String ALLOWED = "1 to 64 characters of a-z, A-Z, 0-9, _ and -";

    private static final Pattern PATTERN = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    /// @throws IllegalArgumentException where the value is not [#ALLOWED]
    JobId {
        if (!PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException("JobId must be " + ALLOWED);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
