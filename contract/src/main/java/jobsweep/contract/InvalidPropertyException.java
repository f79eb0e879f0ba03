package jobsweep.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A property that is missing, unknown or not allowed, with a message for whoever wrote the template or the request.
public final class InvalidPropertyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;
    private static final int MOST_SHOWN = 3;

    private final String message;

    InvalidPropertyException(String message) {
        super(message);
        this.message = message;
    }

    /// @param value `null` where the property is missing
    public InvalidPropertyException(String name, String allowed, @Nullable Object value) {
        this(
                value == null
                        ? name + " is required: " + allowed
                        : name + " must be " + allowed + ", got " + shown(value));
    }

    static InvalidPropertyException unknown(Set<String> unknown, Set<String> known) {
        String more = unknown.size() > MOST_SHOWN ? " and " + (unknown.size() - MOST_SHOWN) + " more" : "";
        String shown = unknown.stream().limit(MOST_SHOWN).map(Excerpt::of).collect(Collectors.joining(", "));
        return new InvalidPropertyException(
                "Unknown property " + shown + more + "; allowed are " + String.join(", ", known));
    }

    @Override
    public String getMessage() {
        return message;
    }

    private static String shown(Object value) {
        if (value instanceof List) {
            return "a list";
        }
        return value instanceof Map ? "an object" : Excerpt.of(value.toString());
    }
}
