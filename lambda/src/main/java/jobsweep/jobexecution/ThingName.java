package jobsweep.jobexecution;

import java.util.regex.Pattern;

/// Name of a thing, as the IoT API reference allows it.
///
/// @param value the name
record ThingName(String value) {

    static final String ALLOWED = "1 to 128 characters of a-z, A-Z, 0-9, :, _ and -";

    private static final Pattern PATTERN = Pattern.compile("[a-zA-Z0-9:_-]{1,128}");

    /// @throws IllegalArgumentException where the value is not [#ALLOWED]
    ThingName {
        if (!PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException("ThingName must be " + ALLOWED);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
