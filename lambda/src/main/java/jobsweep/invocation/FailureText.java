package jobsweep.invocation;

import org.jspecify.annotations.Nullable;

/// A failure as a message shows it: its class and its own message, if it has one, or else what caused it.
public final class FailureText {

    private FailureText() {}

    public static String of(Throwable failure) {
        String text = of(failure.getClass().getName(), failure.getMessage());
        boolean saysNothing = text.equals(failure.getClass().getName());
        return saysNothing && failure.getCause() != null ? text + ", caused by " + of(failure.getCause()) : text;
    }

    /// @param message none also where it is empty, only repeats the type, or is a `null` that was made text
    public static String of(String type, @Nullable String message) {
        return message == null || message.isBlank() || message.equals("null") || message.equals(type)
                ? type
                : type + ": " + message;
    }
}
