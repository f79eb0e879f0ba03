package jobsweep.simulator.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/// A table of measured figures. Its text is aligned for a terminal, and Markdown for a document.
public final class Figures {
    private final Row head;
    private final List<Row> rows = new ArrayList<>();

    /// For figures of one thing.
    Figures() {
        this("Median", "Range");
    }

    /// For figures of two things beside each other.
    public Figures(String left, String right) {
        head = new Row("Figure", left, right);
    }

    /// Adds a figure that was measured several times.
    ///
    /// @param name with the unit
    /// @param decimals how many places after the point are shown
    void add(String name, int decimals, Spread spread) {
        rows.add(new Row(name, text(spread.median(), decimals), range(spread, decimals)));
    }

    /// Adds a figure of two things that were measured several times each.
    ///
    /// @param name with the unit
    /// @param decimals how many places after the point are shown
    public void add(String name, int decimals, Spread left, Spread right) {
        rows.add(new Row(name, medianAndRange(left, decimals), medianAndRange(right, decimals)));
    }

    /// Adds a figure that is always the same, so that it has no range.
    ///
    /// @param name with the unit
    /// @param decimals how many places after the point are shown
    void add(String name, int decimals, double value) {
        rows.add(new Row(name, text(value, decimals), ""));
    }

    @Override
    public String toString() {
        int names = width(Row::name);
        int lefts = width(Row::left);
        int rights = width(Row::right);
        String line = "| %%-%ds | %%%ds | %%%ds |%%n".formatted(names, lefts, rights);
        StringBuilder table = new StringBuilder(head.in(line));
        table.append("|-%s-|-%s:|-%s:|%n".formatted("-".repeat(names), "-".repeat(lefts), "-".repeat(rights)));
        rows.forEach(row -> table.append(row.in(line)));
        return table.toString();
    }

    private int width(Function<Row, String> column) {
        return Stream.concat(Stream.of(head), rows.stream())
                .mapToInt(row -> column.apply(row).length())
                .max()
                .orElseThrow();
    }

    private static String medianAndRange(Spread spread, int decimals) {
        return "%s (%s)".formatted(text(spread.median(), decimals), range(spread, decimals));
    }

    private static String range(Spread spread, int decimals) {
        return text(spread.minimum(), decimals) + "–" + text(spread.maximum(), decimals);
    }

    private static String text(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private record Row(String name, String left, String right) {
        String in(String line) {
            return line.formatted(name, left, right);
        }
    }
}
