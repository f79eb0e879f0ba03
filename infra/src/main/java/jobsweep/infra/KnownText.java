package jobsweep.infra;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.IResolvable;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.Tokenization;

/// What is known at synth of a text, which may have tokens in it.
final class KnownText {
    /// Begins what the CDK has in place of a value that it looks up once the app has ended, to run it again then.
    private static final String LOOKUP_TO_COME = "dummy-value-for-";

    private KnownText() {}

    /// Whether all of it is known.
    static boolean isKnown(String text) {
        return !Token.isUnresolved(text) && !isLookupToCome(text);
    }

    /// Whether two texts may be the same: only of known ones it is certain that they are not.
    static boolean mayBeSame(@Nullable String one, @Nullable String other) {
        boolean areKnown = one == null || other == null || (isKnown(one) && isKnown(other));
        return !areKnown || Objects.equals(one, other);
    }

    private static boolean isLookupToCome(String text) {
        return text.contains(LOOKUP_TO_COME);
    }

    /// The text without its tokens: what it has whatever they stand for.
    static String of(String text) {
        return replaced(text, "");
    }

    /// The text for a message.
    static String shown(String text) {
        return replaced(text, "<token>");
    }

    private static String replaced(String text, String replacement) {
        if (isLookupToCome(text)) {
            return replacement;
        }
        String known = text;
        if (Token.isUnresolved(text)) {
            for (IResolvable token : Tokenization.reverseString(text).getTokens()) {
                known = known.replace(Token.asString(token), replacement);
            }
        }
        return known;
    }
}
