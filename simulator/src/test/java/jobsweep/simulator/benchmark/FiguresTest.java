package jobsweep.simulator.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FiguresTest {

    @Test
    void figuresAreAnAlignedMarkdownTable() {
        Figures figures = new Figures();
        figures.add("Cold start (ms)", 0, new Spread(512.4, 498.6, 1003));
        figures.add("Archive (MB)", 2, 5.678);

        assertThat(figures.toString().lines())
                .containsExactly(
                        "| Figure          | Median |    Range |",
                        "|-----------------|-------:|---------:|",
                        "| Cold start (ms) |    512 | 499–1003 |",
                        "| Archive (MB)    |   5.68 |          |");
    }
}
