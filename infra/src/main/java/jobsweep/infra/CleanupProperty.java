package jobsweep.infra;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awscdk.Token;

/// Properties of `Custom::IoTJobExecution` with their rules. The function holds every request against the same rules
/// and says the same words, so that a literal fails at synth with the message a token would fail with on deployment.
enum CleanupProperty {
    JOB_ID(
            "JobId",
            true,
            "(?!create-failed$)[a-zA-Z0-9_-]{1,64}",
            "1 to 64 characters of a-z, A-Z, 0-9, _ and -, but not create-failed"),
    THING_NAME("ThingName", true, "[a-zA-Z0-9:_-]{1,128}", "1 to 128 characters of a-z, A-Z, 0-9, :, _ and -"),
    EXECUTION_NUMBER("ExecutionNumber", false, "[0-9]+", "a whole number from 0 to " + Long.MAX_VALUE) {
        @Override
        boolean allows(String value) {
            return super.allows(value) && isAtMost(Long.MAX_VALUE, value);
        }
    },
    FORCE("Force", false, "true|false", "true or false"),
    NAMESPACE_ID("NamespaceId", false, "[a-zA-Z0-9_-]+", "one or more characters of a-z, A-Z, 0-9, _ and -"),
    GRACE_PERIOD_SECONDS("GracePeriodSeconds", false, "[0-9]+", "a whole number from 0 to " + GracePeriod.LONGEST) {
        @Override
        boolean allows(String value) {
            return super.allows(value) && isAtMost(GracePeriod.LONGEST, value);
        }
    };

    private static final int LONGEST_SHOWN = 64;

    private final String documentedName;
    private final boolean required;
    private final Pattern pattern;
    private final String allowed;

    CleanupProperty(String documentedName, boolean required, String regex, String allowed) {
        this.documentedName = documentedName;
        this.required = required;
        this.pattern = Pattern.compile(regex);
        this.allowed = allowed;
    }

    static List<CleanupProperty> required() {
        return Arrays.stream(values()).filter(property -> property.required).toList();
    }

    /// The name in a template, such as `JobId`.
    String documentedName() {
        return documentedName;
    }

    /// `value`, if it is allowed or a token: what a token stands for is known only on deployment.
    ///
    /// @throws IllegalArgumentException naming the property, what is allowed, and the value
    String check(String value) {
        if (allows(value) || Token.isUnresolved(value)) {
            return value;
        }
        throw refusal(documentedName, value);
    }

    /// `value`, if it is allowed, for another setting that this property's rule holds for.
    ///
    /// @throws IllegalArgumentException naming the setting, what is allowed, and the value
    String checkLiteral(String setting, String value) {
        if (allows(value)) {
            return value;
        }
        throw refusal(setting, value);
    }

    IllegalArgumentException missing() {
        return new IllegalArgumentException("%s is required: %s".formatted(documentedName, allowed));
    }

    boolean allows(String value) {
        return pattern.matcher(value).matches();
    }

    private IllegalArgumentException refusal(String setting, String value) {
        return new IllegalArgumentException("%s must be %s, got '%s'".formatted(setting, allowed, shown(value)));
    }

    private static boolean isAtMost(long largest, String digits) {
        return new BigInteger(digits).compareTo(BigInteger.valueOf(largest)) <= 0;
    }

    private static String shown(String value) {
        return value.length() <= LONGEST_SHOWN ? value : value.substring(0, LONGEST_SHOWN) + "…";
    }
}
