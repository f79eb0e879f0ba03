package jobsweep.contract;

/// Number of an execution among those of one job on one thing. IoT may use it again once that execution is deleted.
///
/// @param value at least 0
public record ExecutionNumber(long value) {

    /// The rule in words.
    public static final String ALLOWED = "a whole number from 0 to " + Long.MAX_VALUE;

    // The pattern also keeps signs and digits of other scripts out, which parseLong would take.
    private static final NameRule DIGITS = new NameRule("ExecutionNumber", "[0-9]+", ALLOWED);

    /// @throws IllegalArgumentException where the value is negative
    public ExecutionNumber {
        if (value < 0) {
            throw new IllegalArgumentException("ExecutionNumber must be " + ALLOWED);
        }
    }

    /// @throws IllegalArgumentException where the text is not [#ALLOWED]
    public static ExecutionNumber parse(String text) {
        DIGITS.check(text);
        return new ExecutionNumber(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
