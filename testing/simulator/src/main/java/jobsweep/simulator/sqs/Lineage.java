package jobsweep.simulator.sqs;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// How often in a chain a function was set off by what it sent itself. It travels in the tracing header: the runtime
/// hands that to the function, the SDK sends it along, SQS keeps it with the message.
record Lineage(String functionArn, int links) {
    /// As many as Lambda lets pass.
    static final int LONGEST = 16;

    private static final Pattern LINEAGE = Pattern.compile("Lineage=([0-9]{1,5}):([0-9a-f]{8}):0");

    /// The chain that a message belongs to.
    ///
    /// @param traceHeader `""` for none
    static Lineage of(String functionArn, String traceHeader) {
        Matcher matcher = LINEAGE.matcher(traceHeader);
        boolean known = matcher.find() && matcher.group(2).equals(hash(functionArn));
        return new Lineage(functionArn, known ? Integer.parseInt(matcher.group(1)) : 0);
    }

    boolean isTooLong() {
        return links >= LONGEST;
    }

    /// The tracing header of the next invocation in the chain.
    String next(String seed) {
        String id = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return "Root=1-%s-%s;Parent=%s;Sampled=0;Lineage=%s:%s:0"
                .formatted(id.substring(0, 8), id.substring(8), id.substring(16), links + 1, hash(functionArn));
    }

    private static String hash(String functionArn) {
        CRC32 hash = new CRC32();
        hash.update(functionArn.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) hash.getValue());
    }
}
