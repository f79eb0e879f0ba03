package jobsweep.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What goes back over the wire.
///
/// @param status 0 to break the connection instead of answering
public record HttpAnswer(int status, Map<String, String> headers, String body) {
    public HttpAnswer {
        headers = Map.copyOf(headers);
    }

    /// An answer that is a connection closed without a word.
    public static HttpAnswer none() {
        return new HttpAnswer(0, Map.of(), "");
    }

    /// An answer that says nothing but its status.
    public static HttpAnswer empty(int status) {
        return new HttpAnswer(status, Map.of(), "");
    }

    void sendTo(HttpExchange exchange) throws IOException {
        if (status == 0) {
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
