package jobsweep.simulator.iotsql;

/// A piece of a statement.
///
/// @param text a text without its quotes; words as they are written
record Token(Kind kind, String text) {
    enum Kind {
        WORD,
        TEXT,
        NUMBER,
        SYMBOL,
        END
    }

    /// Whether this is the keyword, in upper or lower case.
    boolean isWord(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }
}
