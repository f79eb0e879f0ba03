package jobsweep.infra;

import software.amazon.awscdk.IResolvable;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.Tokenization;

/// What is known at synth of a text that has tokens in it.
final class KnownText {
    private KnownText() {}

    /// The text without its tokens: what it has whatever they stand for.
    static String of(String text) {
        return replaced(text, "");
    }

    /// The text for a message.
    static String shown(String text) {
        return replaced(text, "<token>");
    }

    private static String replaced(String text, String replacement) {
        String known = text;
        if (Token.isUnresolved(text)) {
            for (IResolvable token : Tokenization.reverseString(text).getTokens()) {
                known = known.replace(Token.asString(token), replacement);
            }
        }
        return known;
    }
}
