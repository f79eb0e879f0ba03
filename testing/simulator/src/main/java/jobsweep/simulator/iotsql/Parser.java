package jobsweep.simulator.iotsql;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The reader of statements, by recursive descent: OR binds weakest, then AND, NOT and comparisons.
final class Parser {
    private static final Set<String> KEYWORDS = Set.of(
            "SELECT",
            "FROM",
            "WHERE",
            "AS",
            "AND",
            "OR",
            "NOT",
            "CASE",
            "VALUE",
            "IN",
            "EXISTS",
            "NULL",
            "UNDEFINED",
            "TRUE",
            "FALSE");

    private final List<Token> tokens;
    private int position;

    Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    IotSql statement() {
        requireWord("SELECT");
        List<Selection> selections = new ArrayList<>();
        do {
            selections.add(selection());
        } while (skipSymbol(","));
        requireWord("FROM");
        TopicFilter filter = TopicFilter.of(required(Token.Kind.TEXT));
        Optional<SqlExpression> condition = skipWord("WHERE") ? Optional.of(disjunction()) : Optional.empty();
        required(Token.Kind.END);
        return new IotSql(selections, filter, condition);
    }

    private Selection selection() {
        if (skipSymbol("*")) {
            return new Selection.Everything();
        }
        SqlExpression expression = operand();
        if (skipWord("AS")) {
            return new Selection.Named(expression, identifier());
        }
        if (expression instanceof SqlExpression.Member member) {
            return new Selection.Named(expression, member.path().getLast());
        }
        throw unsupported("a selected value without AS");
    }

    private SqlExpression disjunction() {
        SqlExpression left = conjunction();
        while (skipWord("OR")) {
            left = new SqlExpression.Both(left, conjunction(), false);
        }
        return left;
    }

    private SqlExpression conjunction() {
        SqlExpression left = negation();
        while (skipWord("AND")) {
            left = new SqlExpression.Both(left, negation(), true);
        }
        return left;
    }

    private SqlExpression negation() {
        return skipWord("NOT") ? new SqlExpression.Not(negation()) : comparison();
    }

    private SqlExpression comparison() {
        SqlExpression left = operand();
        if (skipSymbol("=")) {
            return new SqlExpression.Comparison(left, operand(), false);
        }
        return skipSymbol("<>") ? new SqlExpression.Comparison(left, operand(), true) : left;
    }

    private SqlExpression operand() {
        if (skipSymbol("(")) {
            SqlExpression inner = disjunction();
            requireSymbol(")");
            return inner;
        }
        return switch (current().kind()) {
            case TEXT -> new SqlExpression.Literal(TextNode.valueOf(next().text()));
            case NUMBER -> new SqlExpression.Literal(IntNode.valueOf(number()));
            case WORD -> named(identifier());
            case SYMBOL, END -> throw unsupported("instead of a value");
        };
    }

    private SqlExpression named(String name) {
        if (skipSymbol("(")) {
            SqlExpression call = call(name);
            requireSymbol(")");
            return call;
        }
        List<String> path = new ArrayList<>(List.of(name));
        while (skipSymbol(".")) {
            path.add(identifier());
        }
        return new SqlExpression.Member(List.copyOf(path));
    }

    private SqlExpression call(String function) {
        return switch (function) {
            case "topic" -> new SqlExpression.Topic(number());
            case "regexp_substr" -> new SqlExpression.Substring(disjunction(), pattern());
            case "regexp_matches" -> new SqlExpression.Matches(disjunction(), pattern());
            default -> throw Tokenizer.unplayed("the function " + function);
        };
    }

    private Pattern pattern() {
        requireSymbol(",");
        String regex = required(Token.Kind.TEXT);
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw Tokenizer.unplayed("the regular expression '" + regex + "'");
        }
    }

    private int number() {
        String digits = required(Token.Kind.NUMBER);
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw Tokenizer.unplayed("the number " + digits);
        }
    }

    private String identifier() {
        if (KEYWORDS.stream().anyMatch(current()::isWord)) {
            throw unsupported("instead of a name");
        }
        return required(Token.Kind.WORD);
    }

    private String required(Token.Kind kind) {
        if (current().kind() != kind) {
            throw unsupported("instead of " + kind);
        }
        return next().text();
    }

    private void requireWord(String keyword) {
        if (!skipWord(keyword)) {
            throw unsupported("instead of " + keyword);
        }
    }

    private void requireSymbol(String symbol) {
        if (!skipSymbol(symbol)) {
            throw unsupported("instead of " + symbol);
        }
    }

    private boolean skipWord(String keyword) {
        return skip(current().isWord(keyword));
    }

    private boolean skipSymbol(String symbol) {
        return skip(current().isSymbol(symbol));
    }

    private boolean skip(boolean found) {
        if (found) {
            next();
        }
        return found;
    }

    private Token current() {
        return tokens.get(position);
    }

    private Token next() {
        Token token = current();
        position = Math.min(position + 1, tokens.size() - 1);
        return token;
    }

    private UnsupportedOperationException unsupported(String why) {
        return Tokenizer.unplayed("'" + current().text() + "' " + why);
    }
}
