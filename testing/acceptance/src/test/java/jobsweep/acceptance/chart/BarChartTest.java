package jobsweep.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import jobsweep.acceptance.Spread;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

final class BarChartTest {

    @Test
    void eachThingHasABarThatIsAsLongAsItsMedianInEachPanel() throws Exception {
        List<Element> bars = SvgText.of(chart()).all("rect", "own", "other");

        assertThat(bars).extracting(bar -> bar.getAttribute("class")).containsExactly("own", "other", "own", "other");
        assertThat(length(bars, 1)).isCloseTo(4 * length(bars, 0), within(0.2));
        assertThat(length(bars, 3)).isCloseTo(length(bars, 2) / 2, within(0.2));
    }

    @Test
    void aWhiskerGoesFromTheLeastValueToTheGreatest() throws Exception {
        SvgText svg = SvgText.of(chart());
        Element bar = svg.all("rect", "other").getFirst();
        double unit = SvgText.number(bar, "width") / 400;

        Element whisker = svg.all("line", "line").get(3);

        assertThat(SvgText.number(whisker, "x1") - SvgText.number(bar, "x")).isCloseTo(300 * unit, within(0.2));
        assertThat(SvgText.number(whisker, "x2") - SvgText.number(bar, "x")).isCloseTo(500 * unit, within(0.2));
    }

    @Test
    void figuresAreThereAsTextToo() throws Exception {
        SvgText svg = SvgText.of(chart());

        assertThat(svg.texts("text", "title")).containsExactly("Time (ms)", "CPU (s)");
        assertThat(svg.texts("text", "note"))
                .containsExactly("100 (90–110)", "400 (300–500)", "2.00 (2.00–2.00)", "1.00 (1.00–1.00)");
        assertThat(svg.root().getAttribute("role")).isEqualTo("img");
        assertThat(svg.texts("title")).containsExactly("A & B <beside> each other");
        assertThat(svg.texts("desc"))
                .containsExactly("Median and range. Time (ms): A & B 100 (90–110), C 400 (300–500)."
                        + " CPU (s): A & B 2.00 (2.00–2.00), C 1.00 (1.00–1.00).");
    }

    @Test
    void nothingIsLeftOfThePictureOrRightOfIt() throws Exception {
        SvgText svg = SvgText.of(chart());
        double width = SvgText.number(svg.root(), "width");

        for (Element text : svg.all("text")) {
            // No letter is wider than eight units.
            double length = 8.0 * text.getTextContent().length();
            boolean endsThere = text.getAttribute("text-anchor").equals("end");
            double x = SvgText.number(text, "x");
            assertThat(endsThere ? x - length : x).isNotNegative();
            assertThat(endsThere ? x : x + length).isLessThanOrEqualTo(width);
        }
    }

    @Test
    void bothThemesHaveAColourForEverything() throws Exception {
        String style = SvgText.of(chart()).texts("style").getFirst();
        String[] themes = style.split("@media \\(prefers-color-scheme: dark\\)", -1);

        assertThat(themes).hasSize(2);
        assertThat(themes)
                .allSatisfy(theme -> assertThat(theme)
                        .contains(
                                "text {",
                                ".note {",
                                ".page {",
                                ".own {",
                                ".other {",
                                ".line {",
                                ".axis {",
                                ".quota {"));
    }

    @Test
    void nothingIsFetched() {
        assertThat(chart().toString().replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http", "url(", "<script", "@import", "href");
    }

    private static BarChart chart() {
        BarChart chart = new BarChart("A & B <beside> each other", 1);
        chart.add("Time (ms)", 0, spreads(new Spread(100, 90, 110), new Spread(400, 300, 500)));
        chart.add("CPU (s)", 2, spreads(new Spread(2, 2, 2), new Spread(1, 1, 1)));
        return chart;
    }

    private static SequencedMap<String, Spread> spreads(Spread first, Spread second) {
        SequencedMap<String, Spread> spreads = new LinkedHashMap<>();
        spreads.put("A & B", first);
        spreads.put("C", second);
        return spreads;
    }

    private static double length(List<Element> bars, int index) {
        return SvgText.number(bars.get(index), "width");
    }
}
