package jobsweep.contract;

/// Name of a job, as the IoT API reference allows it.
///
/// @param value the name
public record JobId(String value) {

    /// The rule in words.
    public static final String ALLOWED = "1 to 64 characters of a-z, A-Z, 0-9, _ and -";

    private static final NameRule RULE = new NameRule("JobId", "[a-zA-Z0-9_-]{1,64}", ALLOWED);

    /// @throws IllegalArgumentException where the value is not [#ALLOWED]
    public JobId {
        RULE.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
