package jobsweep.simulator.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/// A table of measured figures. Its text is aligned for a terminal, and Markdown for a document.
final class Figures {
    private static final Row HEAD = new Row("Figure", "Median", "Range");

    private final List<Row> rows = new ArrayList<>();

    /// Adds a figure that was measured several times.
    ///
    /// @param name with the unit
    /// @param decimals how many places after the point are shown
    void add(String name, int decimals, Spread spread) {
        String range = text(spread.minimum(), decimals) + "–" + text(spread.maximum(), decimals);
        rows.add(new Row(name, text(spread.median(), decimals), range));
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
        int medians = width(Row::median);
        int ranges = width(Row::range);
        String line = "| %%-%ds | %%%ds | %%%ds |%%n".formatted(names, medians, ranges);
        StringBuilder table = new StringBuilder(HEAD.in(line));
        table.append("|-%s-|-%s:|-%s:|%n".formatted("-".repeat(names), "-".repeat(medians), "-".repeat(ranges)));
        rows.forEach(row -> table.append(row.in(line)));
        return table.toString();
    }

    private int width(Function<Row, String> column) {
        return Stream.concat(Stream.of(HEAD), rows.stream())
                .mapToInt(row -> column.apply(row).length())
                .max()
                .orElseThrow();
    }

    private static String text(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private record Row(String name, String median, String range) {
        String in(String line) {
            return line.formatted(name, median, range);
        }
    }
}
