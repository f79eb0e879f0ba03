package jobsweep.invocation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A line of the log: one JSON object that CloudWatch Logs takes as one event.
///
/// CloudWatch cuts an event that is longer than 256 KB, and half a JSON object is no metric and nothing that Logs
/// Insights finds. So what is long is cut here, and says so.
public final class LogLine {

    /// In bytes, somewhat less than 256 KB, which hold 26 of CloudWatch's own.
    private static final int LONGEST = 250_000;

    /// Characters of a text, or elements of a list, where a line is too long; half as many as long as it still is.
    private static final int LONGEST_PART = 1 << 15;

    /// What texts keep in any case: names, such as the one that metrics belong to.
    private static final int SHORTEST_TEXT = 100;

    private LogLine() {}

    /// @param members texts, whole numbers, lists and objects of these, in the order of the map
    public static String of(Map<String, ?> members) {
        String line = Json.write(members);
        for (int longest = LONGEST_PART; isTooLong(line) && longest > 0; longest /= 2) {
            line = Json.write(cut(members, longest));
        }
        return line + "\n";
    }

    private static boolean isTooLong(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length > LONGEST;
    }

    private static Map<String, Object> cut(Map<?, ?> object, int longest) {
        Map<String, Object> shorter = new LinkedHashMap<>();
        object.forEach((name, value) -> shorter.put(name.toString(), cut(value, longest)));
        return shorter;
    }

    private static Object cut(Object value, int longest) {
        return switch (value) {
            case Map<?, ?> object -> cut(object, longest);
            case List<?> list -> cut(list, longest);
            case Long number -> number;
            case Object text -> cut(text.toString(), Math.max(longest, SHORTEST_TEXT));
        };
    }

    private static List<Object> cut(List<?> list, int longest) {
        List<Object> shorter = new ArrayList<>();
        list.stream().limit(longest).forEach(element -> shorter.add(cut(element, longest)));
        if (list.size() > longest) {
            shorter.add("… and %s more".formatted(list.size() - longest));
        }
        return shorter;
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return "%s… (%s characters cut)".formatted(text.substring(0, end), text.length() - end);
    }
}
