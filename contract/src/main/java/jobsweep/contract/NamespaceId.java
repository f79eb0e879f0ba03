package jobsweep.contract;

/// Namespace that marks a job as managed by a customer's service, such as AWS IoT Greengrass.
///
/// @param value the namespace
public record NamespaceId(String value) {

    /// The rule in words.
    public static final String ALLOWED = "one or more characters of a-z, A-Z, 0-9, _ and -";

    private static final NameRule RULE = new NameRule("NamespaceId", "[a-zA-Z0-9_-]+", ALLOWED);

    /// @throws IllegalArgumentException where the value is not [#ALLOWED]
    public NamespaceId {
        RULE.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
