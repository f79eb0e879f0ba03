package jobsweep.queue;

import java.nio.charset.StandardCharsets;

/// A dead letter's reason, as SQS takes it beside the message's body.
final class Reason {

    static final String ATTRIBUTE = "Reason";
    static final String TYPE = "String";

    private static final int LONGEST = 1000;
    private static final String CUT = "…";

    /// The largest message, its attributes included, of a queue as they were made until 2025, and of one made since. A
    /// body that fits into the smaller one says nothing about which of them this is.
    private static final int SMALL_QUEUE = 256 * 1024;

    private static final int LARGE_QUEUE = 1024 * 1024;

    private Reason() {}

    /// Without control characters, which SQS refuses and a reason may repeat from the request that it is about, and as
    /// long as it may be. Empty where a body leaves no room: it is among the dead letters all the same.
    static String allowed(String reason, String body) {
        String clean = reason.replaceAll("[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD]", "\uFFFD");
        int room = room(body);
        if (clean.length() <= LONGEST && bytes(clean) <= room) {
            return clean;
        }
        int end = Math.min(clean.length(), LONGEST);
        while (end > 0 && bytes(clean.substring(0, end) + CUT) > room) {
            end--;
        }
        return end == 0 ? "" : clean.substring(0, end) + CUT;
    }

    private static int room(String body) {
        int size = bytes(body);
        return (size <= SMALL_QUEUE ? SMALL_QUEUE : LARGE_QUEUE) - size - bytes(ATTRIBUTE + TYPE);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
