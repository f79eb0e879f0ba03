package jobsweep.infra;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jobsweep.contract.JobExecutionResource;
import jobsweep.contract.Property;
import software.amazon.awscdk.Token;

/// Properties that a resource and a request have both. A literal fails at once with the message that the function would
/// have on deployment, when it is known what a token stands for.
///
/// @param <T> what is built
/// @param <B> its builder
abstract class PropertiesBuilder<T, B extends PropertiesBuilder<T, B>> implements software.amazon.jsii.Builder<T> {
    private final Map<String, String> values = new LinkedHashMap<>();

    /// This builder.
    abstract B self();

    /// The execution's number, from 0. Without it, every execution of the job on the thing that was queued before the
    /// deletion is asked for.
    public B executionNumber(long executionNumber) {
        return set(JobExecutionResource.EXECUTION_NUMBER, Long.toString(executionNumber));
    }

    /// Whether an execution that is IN_PROGRESS is deleted too; its device can then no longer report on it.
    /// Default: false, and its deletion fails with the reason.
    public B force(boolean force) {
        return set(JobExecutionResource.FORCE, Boolean.toString(force));
    }

    /// The namespace of a job that another AWS service manages: one or more characters of a-z, A-Z, 0-9, _ and -.
    /// Default: none.
    public B namespaceId(String namespaceId) {
        return set(JobExecutionResource.NAMESPACE_ID, namespaceId);
    }

    /// @throws IllegalArgumentException naming property, rule and value
    static void check(Property<?> property, String value) {
        if (!Token.isUnresolved(value)) {
            property.read(value);
        }
    }

    B set(Property<?> property, String value) {
        check(property, value);
        values.put(property.name(), value);
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
