package jobsweep.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import jobsweep.acceptance.Figures;
import jobsweep.acceptance.Spread;
import jobsweep.acceptance.chart.BarChart;

/// What the benchmark says of all that it measured: a column for each function.
final class BenchmarkReport {
    static final String POWERTOOLS = "Powertools";
    static final String NODE = "Node.js";

    /// Those that jobsweep's function is compared with.
    private static final List<String> PEERS = List.of(POWERTOOLS, NODE);

    /// How many are jobsweep: they come first.
    private static final int OWN = 2;

    private static final double MEGABYTE = 1 << 20;

    private final List<Measurements> all;

    BenchmarkReport(List<Measurements> all) {
        this.all = all;
    }

    Figures figures() throws IOException {
        Figures figures = new Figures(all.stream().map(Measurements::name).toList());
        figures.add("Cold: start to first poll (ms)", 0, cold(start -> millis(start.startToFirstPoll())));
        figures.add("Cold: event to answer (ms)", 0, cold(start -> millis(start.eventToAnswer())));
        addRated(figures, "Cold: both together (ms)", 0, cold(BenchmarkReport::bothTogether));
        addRated(figures, "Cold: CPU (s)", 2, cold(BenchmarkReport::cpu));
        addRated(figures, "Cold: peak memory (MB)", 0, cold(BenchmarkReport::peakMemory));
        List<Double> classes = new ArrayList<>();
        List<Double> packed = new ArrayList<>();
        List<Double> unpacked = new ArrayList<>();
        for (Measurements each : all) {
            // Node.js and its SDK are on Lambda already, and load no classes.
            boolean isOnJvm = !each.name().equals(NODE);
            ArchiveSize size = ArchiveSize.of(each.function().configuration().archive());
            packed.add(isOnJvm ? size.packed() / MEGABYTE : Double.NaN);
            unpacked.add(isOnJvm ? size.unpacked() / MEGABYTE : Double.NaN);
            classes.add(isOnJvm ? each.function().loadedClasses() : Double.NaN);
        }
        figures.addValues("Cold: loaded classes", 0, classes);
        figures.addValues("Archive: packed (MB)", 2, packed);
        figures.addValues("Archive: unpacked (MB)", 2, unpacked);
        figures.add("Warm: event to answer (ms)", 1, warm(event -> millis(event.eventToAnswer())));
        figures.add("Warm: exchanges with servers", 0, warm(WarmEvent::exchanges));
        addRated(figures, "Warm: for each exchange (ms)", 1, warm(event -> millis(event.perExchange())));
        figures.add("Warm: of which outside of servers (µs)", 0, warm(event -> millis(event.own()) * 1000));
        figures.add("Warm: TCP and TLS handshakes", 0, warm(WarmEvent::handshakes));
        return figures;
    }

    BarChart chart() {
        BarChart chart = new BarChart("A cold start, from its process to CloudFormation's answer", OWN);
        chart.add("Both together (ms)", 0, named(cold(BenchmarkReport::bothTogether)));
        chart.add("CPU (s)", 2, named(cold(BenchmarkReport::cpu)));
        chart.add("Peak memory (MB)", 0, named(cold(BenchmarkReport::peakMemory)));
        return chart;
    }

    private SequencedMap<String, Spread> named(List<Spread> spreads) {
        SequencedMap<String, Spread> named = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            named.put(all.get(i).name(), spreads.get(i));
        }
        return named;
    }

    /// Adds a figure, and how its medians compare with each peer's.
    private void addRated(Figures figures, String name, int decimals, List<Spread> spreads) {
        figures.add(name, decimals, spreads);
        for (int column = 0; column < all.size(); column++) {
            String peer = all.get(column).name();
            if (PEERS.contains(peer)) {
                double whole = spreads.get(column).median();
                figures.addValues(
                        "— as a part of %s'".formatted(peer),
                        2,
                        spreads.stream().map(spread -> spread.median() / whole).toList());
            }
        }
    }

    private List<Spread> cold(ToDoubleFunction<ColdStart> figure) {
        return all.stream()
                .map(each -> Spread.of(each.coldStarts().stream().mapToDouble(figure)))
                .toList();
    }

    private List<Spread> warm(ToDoubleFunction<WarmEvent> figure) {
        return all.stream()
                .map(each -> Spread.of(each.warmEvents().stream().mapToDouble(figure)))
                .toList();
    }

    private static double bothTogether(ColdStart start) {
        return millis(start.startToAnswer());
    }

    private static double cpu(ColdStart start) {
        return millis(start.usage().cpu()) / 1000;
    }

    private static double peakMemory(ColdStart start) {
        return start.usage().peakMemoryBytes() / MEGABYTE;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
