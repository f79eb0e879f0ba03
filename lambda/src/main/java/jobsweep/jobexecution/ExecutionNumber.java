package jobsweep.jobexecution;

import java.util.regex.Pattern;

/// Number of an execution among those of one job on one thing. IoT may use it again once that execution is deleted.
///
/// @param value at least 0
record ExecutionNumber(long value) {

    static final String ALLOWED = "a whole number from 0 to " + Long.MAX_VALUE;

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /// @throws IllegalArgumentException where the value is negative
    ExecutionNumber {
        if (value < 0) {
            throw new IllegalArgumentException("ExecutionNumber must be " + ALLOWED);
        }
    }

    /// @throws IllegalArgumentException where the text is not [#ALLOWED]
    static ExecutionNumber parse(String text) {
        if (!DIGITS.matcher(text).matches()) {
            throw new IllegalArgumentException("ExecutionNumber must be " + ALLOWED);
        }
        return new ExecutionNumber(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
