package jobsweep.simulator.iotsql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The reader of a statement's pieces.
final class Tokenizer {
    // No backslash in a text: AWS unescapes it, which would have to be played.
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<word>[A-Za-z_][A-Za-z0-9_]*)|'(?<text>[^'\\\\]*)'(?!')|(?<number>[0-9]+)|(?<symbol><>|[=(),.*]))");

    private Tokenizer() {}

    /// The pieces, and after them one of kind `END`.
    ///
    /// @throws UnsupportedOperationException if a piece is none that is played
    static List<Token> tokens(String sql) {
        List<Token> tokens = new ArrayList<>();
        String rest = sql.stripTrailing();
        Matcher matcher = TOKEN.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw unplayed(rest.substring(at).strip());
            }
            tokens.add(token(matcher));
            at = matcher.end();
        }
        tokens.add(new Token(Token.Kind.END, "the end"));
        return List.copyOf(tokens);
    }

    private static Token token(Matcher matcher) {
        if (matcher.group("word") != null) {
            return new Token(Token.Kind.WORD, matcher.group("word"));
        }
        if (matcher.group("text") != null) {
            return new Token(Token.Kind.TEXT, matcher.group("text"));
        }
        return matcher.group("number") != null
                ? new Token(Token.Kind.NUMBER, matcher.group("number"))
                : new Token(Token.Kind.SYMBOL, matcher.group("symbol"));
    }

    static UnsupportedOperationException unplayed(String what) {
        return new UnsupportedOperationException("The simulator does not play this AWS IoT SQL: " + what);
    }
}
