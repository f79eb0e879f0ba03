package jobsweep.acceptance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A table of measured figures, of several things beside each other. Its text is aligned for a terminal, and Markdown
/// for a document.
public final class Figures {
    private final List<List<String>> rows = new ArrayList<>();

    /// @param things what was measured, a column each
    public Figures(List<String> things) {
        row("Figure", things.stream());
    }

    /// Adds a figure that was measured several times: its median, and from where to where it went.
    ///
    /// @param name with the unit
    /// @param decimals how many places after the point are shown
    /// @param spreads of each thing
    public void add(String name, int decimals, List<Spread> spreads) {
        row(name, spreads.stream().map(spread -> spread.text(decimals)));
    }

    /// Adds a figure that has one value.
    ///
    /// @param name with the unit
    /// @param decimals how many places after the point are shown
    /// @param values of each thing; NaN where it has none
    public void addValues(String name, int decimals, List<Double> values) {
        row(name, values.stream().map(value -> text(value, decimals)));
    }

    @Override
    public String toString() {
        int[] widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElseThrow())
                .toArray();
        StringBuilder table = new StringBuilder(line(rows.getFirst(), widths)).append(rule(widths));
        rows.stream().skip(1).forEach(row -> table.append(line(row, widths)));
        return table.toString();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder("| ")
                .append(row.getFirst())
                .repeat(' ', widths[0] - row.getFirst().length());
        for (int column = 1; column < widths.length; column++) {
            String cell = row.get(column);
            line.append(" | ").repeat(' ', widths[column] - cell.length()).append(cell);
        }
        return line.append(" |\n").toString();
    }

    private static String rule(int[] widths) {
        String columns = String.join(
                "|",
                Arrays.stream(widths)
                        .skip(1)
                        .mapToObj(width -> "-".repeat(width + 1) + ":")
                        .toList());
        return "|%s|%s|\n".formatted("-".repeat(widths[0] + 2), columns);
    }

    private void row(String name, Stream<String> cells) {
        rows.add(Stream.concat(Stream.of(name), cells).toList());
    }

    private static String text(double value, int decimals) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
