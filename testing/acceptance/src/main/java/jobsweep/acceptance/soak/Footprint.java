package jobsweep.acceptance.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a process holds.
///
/// @param figures by their names
record Footprint(Map<String, Long> figures) {
    private static final String CONNECTIONS = "connections";
    private static final String THREADS = "threads";
    private static final String FILES = "open files";
    private static final String HEAP = "live heap (KiB)";
    private static final String RESIDENT = "resident memory (KiB)";

    /// What comes and goes with the pool of connections, whatever happened before.
    private static final long FEW = 10;

    /// The JVM's own caches and compiled code still grow a little.
    private static final double SOMEWHAT = 1.15;

    Footprint {
        figures = Map.copyOf(figures);
    }

    /// Measures after a garbage collection.
    ///
    /// @param connections as the other side counts them
    static Footprint of(long pid, int connections) throws IOException, InterruptedException {
        Path process = Path.of("/proc", Long.toString(pid));
        long heap = liveHeap(pid);
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return new Footprint(Map.of(
                    CONNECTIONS, (long) connections,
                    THREADS, status(process, "Threads:"),
                    FILES, files.count(),
                    HEAP, heap,
                    RESIDENT, status(process, "VmRSS:")));
        }
    }

    /// Tells of each figure that has grown since an earlier one.
    void growthSince(Footprint start, BiConsumer<String, String> finding) {
        new TreeMap<>(figures).forEach((name, now) -> {
            long before = start.figures.getOrDefault(name, 0L);
            long most = Set.of(HEAP, RESIDENT).contains(name) ? Math.round(before * SOMEWHAT) : before + FEW;
            if (now > most) {
                finding.accept(name, "%s, after %s at the start".formatted(now, before));
            }
        });
    }

    /// The figures beside earlier ones, a line each.
    String beside(Footprint start) {
        return new TreeMap<>(figures)
                .entrySet().stream()
                        .map(figure -> "%-32s %10s %10s"
                                .formatted(figure.getKey(), start.figures.get(figure.getKey()), figure.getValue()))
                        .collect(Collectors.joining("\n"));
    }

    private static long status(Path process, String name) throws IOException {
        return Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }

    /// The histogram counts what is left by the collection that it begins with: `Total  <objects>  <bytes>`.
    private static long liveHeap(long pid) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process command = new ProcessBuilder(List.of(jcmd.toString(), Long.toString(pid), "GC.class_histogram"))
                .redirectErrorStream(true)
                .start();
        String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        command.waitFor();
        return said.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("Total"))
                .map(line ->
                        Long.parseLong(line.substring(line.lastIndexOf(' ')).trim()) / 1024)
                .findFirst()
                .orElseThrow(() -> new IOException("jcmd says nothing of the heap: " + said));
    }
}
