package jobsweep.acceptance.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RateChartTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SLOT = Duration.ofSeconds(10);

    @Test
    void aRateIsAMeanOfItsSlot() {
        RateChart chart = chart(RateChart.Axis.LINEAR, LongStream.of(0, 1, 9_999, 10_000, 39_999));

        assertThat(chart.rates()).containsExactly(0.3, 0.1, 0.0, 0.1);
    }

    @Test
    void evenlyTheQuotaIsTwiceAsHighAsHalfOfIt() throws Exception {
        assertThat(heights(RateChart.Axis.LINEAR)).containsExactly("208.0", "128.0", "48.0");
    }

    @Test
    void byDecadesEachOneIsAsHighAsTheNext() throws Exception {
        assertThat(heights(RateChart.Axis.LOGARITHMIC)).containsExactly("48.0", "88.0", "128.0", "168.0", "208.0");
    }

    @Test
    void whatItShowsIsSaid() throws Exception {
        SvgText svg =
                SvgText.of(chart(RateChart.Axis.LINEAR, LongStream.range(0, 200).map(each -> each * 500)));

        assertThat(svg.texts("title")).containsExactly("Calls a second");
        assertThat(svg.texts("desc"))
                .containsExactly("Over 1 min, each value a mean of 10 s: 2 a second on average, at most 2, where the"
                        + " quota is 10.");
        assertThat(svg.texts("text", "note")).containsExactly("0", "5", "10", "the quota", "0", "1 min");
        assertThat(svg.all("path", "own")).hasSize(1);
        assertThat(svg.all("line", "quota")).hasSize(1);
    }

    @Test
    void whereNothingHappenedThereIsNoRate() {
        assertThatIllegalArgumentException().isThrownBy(() -> chart(RateChart.Axis.LINEAR, LongStream.empty()));
    }

    private static List<String> heights(RateChart.Axis axis) throws Exception {
        return SvgText.of(chart(axis, LongStream.of(0))).all("line", "axis").stream()
                .map(line -> line.getAttribute("y1"))
                .toList();
    }

    private static RateChart chart(RateChart.Axis axis, LongStream milliseconds) {
        Stream<Instant> times = milliseconds.mapToObj(BEGIN::plusMillis);
        return RateChart.of("Calls a second", SLOT, times, 10, axis);
    }
}
