package jobsweep.simulator.iot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

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

    void sendTo(HttpExchange exchange) throws IOException {
        if (status == 0) {
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        if (!errorCode.isEmpty()) {
            exchange.getResponseHeaders().set("x-amzn-ErrorType", errorCode);
        }
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
