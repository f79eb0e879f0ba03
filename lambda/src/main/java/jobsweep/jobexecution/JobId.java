package jobsweep.jobexecution;

import java.util.regex.Pattern;

/// Name of a job, as the IoT API reference allows it.
///
/// @param value the name
record JobId(String value) {

    /// `create-failed` stays out because a physical id that starts with it marks a resource whose Create failed.
    static final String ALLOWED = "1 to 64 characters of a-z, A-Z, 0-9, _ and -, but not create-failed";

    private static final Pattern PATTERN = Pattern.compile("(?!create-failed$)[a-zA-Z0-9_-]{1,64}");

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
