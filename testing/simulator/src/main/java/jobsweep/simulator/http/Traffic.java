package jobsweep.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What passed through a server.
public final class Traffic {
    private final List<Passage> passages = new CopyOnWriteArrayList<>();

    /// A request and its answer.
    ///
    /// @param client the other end of its connection
    /// @param begun when the request's headers were there
    /// @param ended when the answer was on its way
    public record Passage(InetSocketAddress client, Instant begun, Instant ended) {}

    /// Everything so far, in the order of its end.
    public List<Passage> passages() {
        return List.copyOf(passages);
    }

    /// Handles an exchange, and remembers it.
    public void pass(HttpExchange exchange, HttpHandler handler) throws IOException {
        Instant begun = Instant.now();
        try {
            handler.handle(exchange);
        } finally {
            passages.add(new Passage(exchange.getRemoteAddress(), begun, Instant.now()));
        }
    }
}
