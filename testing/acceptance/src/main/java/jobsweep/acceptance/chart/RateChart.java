package jobsweep.acceptance.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// How often something happened in a second, over time, below a line for what is allowed.
///
/// @param title what happened, in a sentence
/// @param slot  over how long a rate is a mean
/// @param rates one for each slot
/// @param quota what is allowed in a second
/// @param axis  how rates become heights
public record RateChart(String title, Duration slot, List<Double> rates, int quota, Axis axis) {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 240;
    private static final int LEFT = 48;
    private static final int RIGHT = WIDTH - 16;
    private static final int TOP = 48;
    private static final int BOTTOM = HEIGHT - 32;
    private static final int MOST_TICKS = 8;
    /// Of the decades below the quota, how many a logarithmic axis shows.
    private static final int DECADES = 4;

    private static final List<Duration> STEPS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(10),
            Duration.ofDays(60));

    public RateChart {
        rates = List.copyOf(rates);
    }

    /// How rates become heights: evenly, or each decade as high as the next one.
    public enum Axis {
        LINEAR,
        LOGARITHMIC
    }

    /// The rates of what happened at some times, from the first of them on.
    ///
    /// @throws IllegalArgumentException if nothing happened
    public static RateChart of(String title, Duration slot, Stream<Instant> times, int quota, Axis axis) {
        List<Instant> sorted = times.sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("A rate needs something that happened");
        }
        Instant begin = sorted.getFirst();
        long[] counts = new long[slots(begin, sorted.getLast(), slot) + 1];
        sorted.forEach(time -> counts[slots(begin, time, slot)]++);
        List<Double> rates = Arrays.stream(counts)
                .mapToObj(count -> count * 1000.0 / slot.toMillis())
                .toList();
        return new RateChart(title, slot, rates, quota, axis);
    }

    private static int slots(Instant from, Instant to, Duration slot) {
        return (int) Duration.between(from, to).dividedBy(slot);
    }

    @Override
    public String toString() {
        Drawing drawing = new Drawing(WIDTH, HEIGHT, title, description());
        drawing.text(16, 26, Drawing.Anchor.START, "title", title);
        drawing.area(path(), "own");
        ticks().forEach(rate -> {
            double y = height(rate);
            drawing.line(LEFT, y, RIGHT, y, "axis");
            drawing.text(LEFT - 8, y + 4, Drawing.Anchor.END, "note", decimal(rate));
        });
        drawing.line(LEFT, height(quota), RIGHT, height(quota), "quota");
        drawing.text(RIGHT, height(quota) - 6, Drawing.Anchor.END, "note", "the quota");
        Duration step = step();
        for (long tick = 0; !step.multipliedBy(tick).minus(length()).isPositive(); tick++) {
            Duration time = step.multipliedBy(tick);
            drawing.text(place(time), BOTTOM + 18, Drawing.Anchor.MIDDLE, "note", tick == 0 ? "0" : text(time));
        }
        return drawing.toString();
    }

    private String description() {
        double most = rates.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double mean = rates.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        return "Over %s, each value a mean of %s: %s a second on average, at most %s, where the quota is %s."
                .formatted(text(length()), text(slot), decimal(mean), decimal(most), quota);
    }

    private String path() {
        StringBuilder path = new StringBuilder("M%s %s".formatted(Drawing.number(LEFT), Drawing.number(BOTTOM)));
        for (int i = 0; i < rates.size(); i++) {
            path.append(" V%s H%s"
                    .formatted(Drawing.number(height(rates.get(i))), Drawing.number(place(slot.multipliedBy(i + 1)))));
        }
        return path.append(" V%s Z".formatted(Drawing.number(BOTTOM))).toString();
    }

    private Duration length() {
        return slot.multipliedBy(rates.size());
    }

    private double place(Duration time) {
        return LEFT + (double) (RIGHT - LEFT) * time.toMillis() / length().toMillis();
    }

    private double height(double rate) {
        DoubleUnaryOperator share = switch (axis) {
            case LINEAR -> value -> value / quota;
            case LOGARITHMIC -> value -> 1 + Math.log10(value / quota) / DECADES;
        };
        return BOTTOM - (BOTTOM - TOP) * Math.max(0, share.applyAsDouble(rate));
    }

    private List<Double> ticks() {
        DoubleStream ticks = switch (axis) {
            case LINEAR -> DoubleStream.of(0, quota / 2.0, quota);
            case LOGARITHMIC -> DoubleStream.iterate(quota, tick -> tick / 10).limit(DECADES + 1);
        };
        return ticks.boxed().toList();
    }

    private Duration step() {
        return STEPS.stream()
                .filter(step -> length().dividedBy(step) <= MOST_TICKS)
                .findFirst()
                .orElseGet(STEPS::getLast);
    }

    private static String text(Duration time) {
        if (time.toDays() > 0) {
            return time.toDays() + (time.toDays() == 1 ? " day" : " days");
        }
        if (time.toHours() > 0) {
            return time.toHours() + " h";
        }
        return time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }

    private static String decimal(double value) {
        return new BigDecimal(value)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }
}
