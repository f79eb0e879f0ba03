package jobsweep.cloudformation;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import jobsweep.invocation.Json;

/// The document that answers, at most 4096 bytes of it: CloudFormation takes no longer one.
///
/// What is too long loses the end of its reason, or else its attributes. Status and ids stay whole.
final class AnswerBody {

    static final int MAX_BYTES = 4096;

    private static final String CUT = "… (cut) ";
    private static final String CUT_WITH_TRACE = "…";

    private AnswerBody() {}

    static byte[] of(ResponseAddress address, Answer answer) {
        return switch (answer) {
            case Answer.Success success -> success(address, success);
            case Answer.Failed failed -> failed(address, failed);
        };
    }

    /// Whether there is room for the answer's ids, and for a reason where one is needed.
    static boolean fits(ResponseAddress address, Answer answer) {
        return of(address, answer).length <= MAX_BYTES;
    }

    private static byte[] success(ResponseAddress address, Answer.Success success) {
        Map<String, String> attributes = success.state().attributes();
        // The answer to a Delete has none, and CloudFormation does not support the member there.
        byte[] whole = bytes(address, success, attributes.isEmpty() ? Map.of() : Map.of("Data", attributes));
        return whole.length <= MAX_BYTES ? whole : bytes(address, success, Map.of());
    }

    private static byte[] failed(ResponseAddress address, Answer.Failed failed) {
        byte[] whole = bytes(address, failed, reason(failed.reason() + " " + failed.trace()));
        if (whole.length <= MAX_BYTES) {
            return whole;
        }
        byte[] cut = cut(address, failed, CUT + failed.trace());
        return cut.length <= MAX_BYTES ? cut : cut(address, failed, CUT_WITH_TRACE);
    }

    /// As much of the reason as there is room for before this end.
    private static byte[] cut(ResponseAddress address, Answer.Failed failed, String end) {
        // By halves: how many bytes a character takes in JSON depends on the character.
        int fits = 0;
        int tooLong = failed.reason().codePointCount(0, failed.reason().length()) + 1;
        while (tooLong - fits > 1) {
            int middle = (fits + tooLong) / 2;
            if (cut(address, failed, middle, end).length <= MAX_BYTES) {
                fits = middle;
            } else {
                tooLong = middle;
            }
        }
        return cut(address, failed, fits, end);
    }

    private static byte[] cut(ResponseAddress address, Answer.Failed failed, int characters, String end) {
        String head = failed.reason().substring(0, failed.reason().offsetByCodePoints(0, characters));
        return bytes(address, failed, reason(head + end));
    }

    private static Map<String, Object> reason(String reason) {
        return Map.of("Reason", reason);
    }

    private static byte[] bytes(ResponseAddress address, Answer answer, Map<String, Object> more) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("Status", answer instanceof Answer.Success ? "SUCCESS" : "FAILED");
        members.put("PhysicalResourceId", answer.physicalResourceId().value());
        members.put("StackId", address.stackId());
        members.put("RequestId", address.requestId());
        members.put("LogicalResourceId", address.logicalResourceId());
        members.putAll(more);
        return Json.write(members).getBytes(StandardCharsets.UTF_8);
    }
}
