package jobsweep.invocation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A property that is missing or has a value that is not allowed.
public final class InvalidPropertyException extends RequestException {

    private static final long serialVersionUID = 1L;

    /// @param value `null` where the property is missing
    public InvalidPropertyException(String name, String allowed, @Nullable Object value) {
        super(
                value == null
                        ? name + " is required: " + allowed
                        : name + " must be " + allowed + ", got " + shown(value));
    }

    private static String shown(Object value) {
        return switch (value) {
            case List<?> list -> "a list";
            case Map<?, ?> map -> "an object";
            default -> Excerpt.of(value.toString());
        };
    }
}
