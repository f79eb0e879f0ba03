package jobsweep.infra;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jobsweep.contract.CleanupTarget;
import jobsweep.contract.InvalidPropertyException;
import jobsweep.contract.JobExecutionResource;
import jobsweep.contract.Property;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.Tokenization;

/// Properties that a resource and a request have both. A literal fails at once with the message that
/// the function would have on deployment, when it is known what a token stands for. `null` means that
/// the property is not set.
///
/// @param <T> what is built
/// @param <B> its builder
abstract class PropertiesBuilder<T, B extends PropertiesBuilder<T, B>> implements software.amazon.jsii.Builder<T> {
    private final Map<String, String> values = new LinkedHashMap<>();

    /// This builder.
    abstract B self();

    /// The execution's number, from 0, or a token for one. Without it, every execution of the job on
    /// the thing that was queued before the deletion is asked for.
    public B executionNumber(@Nullable Number executionNumber) {
        return set(JobExecutionResource.EXECUTION_NUMBER, executionNumber == null ? null : text(executionNumber));
    }

    /// Whether an execution that is IN_PROGRESS is deleted too; its device can then no longer report on it.
    /// Default: false, and its deletion fails with the reason.
    public B force(@Nullable Boolean force) {
        return set(JobExecutionResource.FORCE, text(force));
    }

    /// The namespace of a job that another AWS service manages: one or more characters of a-z, A-Z, 0-9, _ and -.
    /// Default: none.
    public B namespaceId(@Nullable String namespaceId) {
        return set(JobExecutionResource.NAMESPACE_ID, namespaceId);
    }

    /// @throws IllegalArgumentException naming property, rule and value
    static void check(Property<?> property, String value) {
        if (KnownText.isKnown(value)) {
            property.read(value);
            return;
        }
        String known = KnownText.of(value);
        if (!known.isEmpty() && !isPart(property, known)) {
            throw new InvalidPropertyException(property.name(), property.allowed(), KnownText.shown(value));
        }
    }

    private static boolean isPart(Property<?> property, String known) {
        try {
            property.read(known);
            return !known.equals(CleanupTarget.EVERY);
        } catch (InvalidPropertyException notAllowed) {
            return false;
        }
    }

    private static String text(Number number) {
        if (Token.isUnresolved(number)) {
            return Tokenization.stringifyNumber(number);
        }
        String digits = number.toString();
        // A whole number is one also where a `double` has it; not a number and the infinite are texts.
        return digits.matches("[0-9.E-]+")
                ? new BigDecimal(digits).stripTrailingZeros().toPlainString()
                : digits;
    }

    static @Nullable String text(@Nullable Boolean value) {
        return value == null ? null : value.toString();
    }

    B set(Property<?> property, @Nullable String value) {
        if (value == null) {
            values.remove(property.name());
        } else {
            check(property, value);
            values.put(property.name(), value);
        }
        return self();
    }

    /// The value that a property was given, if any.
    Optional<String> get(Property<?> property) {
        return Optional.ofNullable(values.get(property.name()));
    }

    /// The properties by name.
    ///
    /// @throws IllegalArgumentException where one of these is missing
    Map<String, String> with(Property<?>... required) {
        for (Property<?> property : required) {
            if (!values.containsKey(property.name())) {
                throw property.missing();
            }
        }
        return new LinkedHashMap<>(values);
    }
}
