package jobsweep.acceptance.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import jobsweep.acceptance.Spread;

/// Measured figures as bars, one panel below the other: a bar goes to the median, and a whisker from the least value to
/// the greatest.
public final class BarChart {
    private static final int WIDTH = 720;
    private static final int MARGIN = 16;
    /// Where bars begin, right of their names, and how long the longest whisker is: its figures stand right of it.
    private static final int LEFT = 112;

    private static final int LENGTH = 460;
    private static final int HEADING = 24;
    private static final int GAP = 12;
    private static final int ROW = 22;
    private static final int BAR = 14;
    private static final int WHISKER = 3;

    private final String title;
    private final int own;
    private final List<Panel> panels = new ArrayList<>();

    /// @param title what was measured, in a sentence
    /// @param own   how many of each panel's first bars stand out: the others are what they are beside
    public BarChart(String title, int own) {
        this.title = title;
        this.own = own;
    }

    /// Adds a panel.
    ///
    /// @param figure   its name, with the unit
    /// @param decimals how many places after the point are shown
    /// @param spreads  of each thing
    public void add(String figure, int decimals, SequencedMap<String, Spread> spreads) {
        panels.add(new Panel(figure, decimals, own, spreads));
    }

    @Override
    public String toString() {
        int height = panels.stream().mapToInt(panel -> panel.height() + GAP).sum() + MARGIN;
        String description = panels.stream().map(Panel::toString).collect(Collectors.joining(" "));
        Drawing drawing = new Drawing(WIDTH, height, title, "Median and range. " + description);
        int top = MARGIN;
        for (Panel panel : panels) {
            panel.draw(drawing, top);
            top += panel.height() + GAP;
        }
        return drawing.toString();
    }

    private record Panel(String figure, int decimals, int own, SequencedMap<String, Spread> spreads) {

        int height() {
            return HEADING + ROW * spreads.size();
        }

        void draw(Drawing drawing, int top) {
            double longest =
                    spreads.values().stream().mapToDouble(Spread::maximum).max().orElse(0);
            double scale = longest > 0 ? LENGTH / longest : 0;
            drawing.text(MARGIN, top + 14, Drawing.Anchor.START, "title", figure);
            int middle = top + HEADING + ROW / 2;
            int bars = 0;
            for (var bar : spreads.entrySet()) {
                Spread spread = bar.getValue();
                double from = LEFT + scale * spread.minimum();
                double to = LEFT + scale * spread.maximum();
                drawing.text(LEFT - 8, middle + 4, Drawing.Anchor.END, "name", bar.getKey());
                drawing.rectangle(LEFT, middle - BAR / 2.0, scale * spread.median(), BAR, bars < own ? "own" : "other");
                drawing.line(from, middle, to, middle, "line");
                drawing.line(from, middle - WHISKER, from, middle + WHISKER, "line");
                drawing.line(to, middle - WHISKER, to, middle + WHISKER, "line");
                drawing.text(to + 8, middle + 4, Drawing.Anchor.START, "note", spread.text(decimals));
                middle += ROW;
                bars++;
            }
        }

        @Override
        public String toString() {
            return spreads.entrySet().stream()
                    .map(bar -> bar.getKey() + " " + bar.getValue().text(decimals))
                    .collect(Collectors.joining(", ", figure + ": ", "."));
        }
    }
}
