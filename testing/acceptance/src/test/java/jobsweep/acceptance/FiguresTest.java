package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FiguresTest {

    @Test
    void figuresAreAnAlignedMarkdownTable() {
        Figures figures = new Figures(List.of("jobsweep", "another"));
        figures.add("Cold start (ms)", 0, List.of(new Spread(512.4, 498.6, 1003), new Spread(7, 6, 8)));
        figures.addValues("Archive (MB)", 2, List.of(5.678, 20.0));
        figures.addValues("Classes", 0, List.of(3341.0, Double.NaN));

        assertThat(figures.toString().lines())
                .containsExactly(
                        "| Figure          |       jobsweep | another |",
                        "|-----------------|---------------:|--------:|",
                        "| Cold start (ms) | 512 (499–1003) | 7 (6–8) |",
                        "| Archive (MB)    |           5.68 |   20.00 |",
                        "| Classes         |           3341 |       – |");
    }
}
