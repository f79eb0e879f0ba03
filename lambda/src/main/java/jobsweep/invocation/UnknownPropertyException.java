package jobsweep.invocation;

import java.util.Set;
import java.util.stream.Collectors;

/// Properties that the resource does not have.
final class UnknownPropertyException extends RequestException {

    private static final long serialVersionUID = 1L;
    private static final int MOST_SHOWN = 3;

    UnknownPropertyException(Set<String> unknown, Set<String> known) {
        super("Unknown property " + shown(unknown) + "; allowed are " + String.join(", ", known));
    }

    private static String shown(Set<String> names) {
        return names.stream().limit(MOST_SHOWN).map(Excerpt::of).collect(Collectors.joining(", "))
                + (names.size() > MOST_SHOWN ? " and " + (names.size() - MOST_SHOWN) + " more" : "");
    }
}
