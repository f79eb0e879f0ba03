package jobsweep.acceptance.campaign;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// How often what happened.
final class Counts {
    private final Map<String, Long> counts = new TreeMap<>();

    void add(String what, long times) {
        counts.merge(what, times, Long::sum);
    }

    void addAll(Counts other) {
        other.counts.forEach(this::add);
    }

    long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /// A table of them, aligned for a terminal, and Markdown for a document.
    @Override
    public String toString() {
        int width = counts.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder table = new StringBuilder();
        counts.forEach((what, times) ->
                table.append(String.format(Locale.ROOT, "| %-" + width + "s | %11d |\n", what, times)));
        return table.toString();
    }
}
