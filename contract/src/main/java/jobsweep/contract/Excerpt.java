package jobsweep.contract;

/// A value as a message shows it: in quotes and never long, since a reason is read in a console.
public final class Excerpt {

    private static final int LONGEST = 64;

    private Excerpt() {}

    /// The text itself, or its beginning.
    public static String of(String text) {
        return "'" + (text.codePointCount(0, text.length()) <= LONGEST ? text : head(text) + "…") + "'";
    }

    private static String head(String text) {
        return text.substring(0, text.offsetByCodePoints(0, LONGEST));
    }
}
