package jobsweep.simulator.http;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/// A server on loopback that says 200 to everything and remembers it. Holds nothing against any protocol, so that it
/// can be put behind any URL.
public final class Recorder implements AutoCloseable {
    private final LocalServer server;
    private final List<Put> puts = new CopyOnWriteArrayList<>();

    private Recorder(LocalServer server) {
        this.server = server;
    }

    /// @param tls to speak https
    public static Recorder start(Optional<SSLContext> tls) throws IOException {
        Recorder recorder = new Recorder(LocalServer.bind(tls));
        recorder.server.serve(recorder::record);
        return recorder;
    }

    public int port() {
        return server.port();
    }

    public String hostAndPort() {
        return server.hostAndPort();
    }

    /// Everything that came, in order.
    public List<Put> puts() {
        return List.copyOf(puts);
    }

    @Override
    public void close() {
        server.close();
    }

    private HttpAnswer record(HttpCall call) {
        puts.add(new Put(call.method(), call.target().toString(), List.of(call.body())));
        return HttpAnswer.empty(200);
    }

    /// What came in one request.
    ///
    /// @param target path and query, not decoded
    /// @param bodies the one body; in a list, since records compare arrays by identity
    public record Put(String method, String target, List<byte[]> bodies) {
        public byte[] body() {
            return bodies.getFirst();
        }
    }
}
