package jobsweep.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// A call as it came in, byte for byte.
public final class HttpCall {
    private final String method;
    private final URI target;
    private final Map<String, String> headers;
    private final Supplier<byte[]> body;

    /// @param target  path and query, not decoded
    /// @param headers by their names, in upper or lower case
    public HttpCall(String method, URI target, Map<String, String> headers, byte[] body) {
        this(method, target, headers, body::clone);
    }

    private HttpCall(String method, URI target, Map<String, String> headers, Supplier<byte[]> body) {
        this.method = method;
        this.target = target;
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        this.headers = Collections.unmodifiableMap(byName);
        this.body = body;
    }

    /// What a client of the JDK's server sends. Its body is read when somebody asks for it, once.
    static HttpCall of(HttpExchange exchange) {
        Map<String, String> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> header.getValue().getFirst()));
        return new HttpCall(exchange.getRequestMethod(), exchange.getRequestURI(), headers, () -> read(exchange));
    }

    public String method() {
        return method;
    }

    public URI target() {
        return target;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public byte[] body() {
        return body.get();
    }

    private static byte[] read(HttpExchange exchange) {
        try {
            return exchange.getRequestBody().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
