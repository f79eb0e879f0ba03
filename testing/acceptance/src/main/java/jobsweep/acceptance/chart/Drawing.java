package jobsweep.acceptance.chart;

import java.util.Locale;

/// A picture in SVG. Its colours follow the reader's theme, and it brings its own page along, since a picture on GitHub
/// knows the theme of the system and not the one that was chosen there.
final class Drawing {
    private static final String STYLE = """
            text { font: 12px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328 }
            .title { font-weight: 600 }
            .note { fill: #59636e }
            .page { fill: #ffffff }
            .own { fill: #0969da }
            .other { fill: #afb8c1 }
            .line { stroke: #1f2328 }
            .axis { stroke: #d1d9e0 }
            .quota { stroke: #cf222e; stroke-dasharray: 6 4 }
            @media (prefers-color-scheme: dark) {
              text { fill: #f0f6fc }
              .note { fill: #9198a1 }
              .page { fill: #0d1117 }
              .own { fill: #4493f8 }
              .other { fill: #57606a }
              .line { stroke: #f0f6fc }
              .axis { stroke: #3d444d }
              .quota { stroke: #f85149 }
            }
            """;

    private final StringBuilder elements = new StringBuilder();
    private final int width;
    private final int height;
    private final String title;
    private final String description;

    /// @param description what the picture shows, for who does not see it
    Drawing(int width, int height, String title, String description) {
        this.width = width;
        this.height = height;
        this.title = title;
        this.description = description;
    }

    /// Where a text begins, has its middle, or ends.
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    void text(double x, double y, Anchor anchor, String style, String content) {
        add("<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
                .formatted(style, number(x), number(y), anchor.name().toLowerCase(Locale.ROOT), escaped(content)));
    }

    void rectangle(double x, double y, double wide, double high, String style) {
        add("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
                .formatted(style, number(x), number(y), number(wide), number(high)));
    }

    void line(double fromX, double fromY, double toX, double toY, String style) {
        add("<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
                .formatted(style, number(fromX), number(fromY), number(toX), number(toY)));
    }

    /// @param commands of a path, with each number made by [#number(double)]
    void area(String commands, String style) {
        add("<path class=\"%s\" d=\"%s\"/>".formatted(style, commands));
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private void add(String element) {
        elements.append(element).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String toString() {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$s %2$s" width="%1$s" height="%2$s" role="img" \
                aria-labelledby="title desc">
                <title id="title">%3$s</title>
                <desc id="desc">%4$s</desc>
                <style>
                %5$s</style>
                <rect class="page" width="%1$s" height="%2$s" rx="6"/>
                %6$s</svg>
                """.formatted(width, height, escaped(title), escaped(description), STYLE, elements);
    }
}
