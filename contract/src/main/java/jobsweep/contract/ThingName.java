package jobsweep.contract;

/// Name of a thing, as the IoT API reference allows it.
///
/// @param value the name
public record ThingName(String value) {

    /// The rule in words.
    public static final String ALLOWED = "1 to 128 characters of a-z, A-Z, 0-9, :, _ and -";

    private static final NameRule RULE = new NameRule("ThingName", "[a-zA-Z0-9:_-]{1,128}", ALLOWED);

    /// @throws IllegalArgumentException where the value is not [#ALLOWED]
    public ThingName {
        RULE.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
