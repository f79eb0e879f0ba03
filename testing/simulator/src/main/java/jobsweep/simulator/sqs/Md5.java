package jobsweep.simulator.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/// The digests by which clients see that a message came whole, as SQS documents them.
final class Md5 {
    private static final byte TEXT = 1;

    private Md5() {}

    static String ofBody(String body) {
        MessageDigest digest = digest();
        digest.update(body.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest());
    }

    /// @throws SqsException if one is not text: nothing here sends bytes
    static String ofAttributes(ObjectNode attributes) {
        MessageDigest digest = digest();
        TreeMap<String, JsonNode> byName = new TreeMap<>();
        attributes.propertyStream().forEach(attribute -> byName.put(attribute.getKey(), attribute.getValue()));
        byName.forEach((name, attribute) -> {
            if (!attribute.has("StringValue")) {
                throw SqsException.of("InvalidParameterValue", "The simulator knows text attributes only, got " + name);
            }
            update(digest, name);
            update(digest, attribute.path("DataType").asText());
            digest.update(TEXT);
            update(digest, attribute.path("StringValue").asText());
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
