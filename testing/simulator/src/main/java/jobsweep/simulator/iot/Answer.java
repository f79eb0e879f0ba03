package jobsweep.simulator.iot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jobsweep.simulator.http.HttpAnswer;

/// What goes back over the wire.
///
/// @param status    the HTTP status; 0 to break the connection instead of answering
/// @param errorCode AWS's name of the error; empty for none
record Answer(int status, String errorCode, String contentType, String body) {
    private static final String JSON = "application/json";

    static Answer ok(Optional<ObjectNode> document) {
        return new Answer(200, "", JSON, document.map(ObjectNode::toString).orElse(""));
    }

    static Answer error(int status, String code, String message) {
        String body =
                JsonNodeFactory.instance.objectNode().put("message", message).toString();
        return new Answer(status, code, JSON, body);
    }

    static Answer html(int status, String html) {
        return new Answer(status, "", "text/html", html);
    }

    static Answer none() {
        return new Answer(0, "", JSON, "");
    }

    /// The answer with its request id, which only AWS gives one.
    HttpAnswer asHttp(String requestId) {
        if (status == 0) {
            return HttpAnswer.none();
        }
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", contentType));
        if (contentType.equals(JSON)) {
            headers.put("x-amzn-RequestId", requestId);
        }
        if (!errorCode.isEmpty()) {
            headers.put("x-amzn-ErrorType", errorCode);
        }
        return new HttpAnswer(status, headers, body);
    }
}
