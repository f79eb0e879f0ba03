package jobsweep.simulator.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A network on loopback between a client and a server: bytes pass through, or it speaks for the server, or says
/// nothing.
public final class Relay implements AutoCloseable {
    private final URI server;
    private final ServerSocket socket;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> kept = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<Saying> sayings = new ConcurrentLinkedQueue<>();

    /// What is said on a connection in the server's place.
    private record Saying(String bytes, boolean closes) {}

    private Relay(URI server) throws IOException {
        this.server = server;
        this.socket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    }

    /// A way to the server that lets everything through at first.
    public static Relay to(URI server) throws IOException {
        Relay relay = new Relay(server);
        Thread.startVirtualThread(relay::accept);
        return relay;
    }

    /// Where the client finds the server.
    public URI endpoint() {
        return URI.create(server.getScheme() + "://localhost:" + socket.getLocalPort());
    }

    /// Keeps from the server what comes over the next connections, and says these in its place, one on each; nothing
    /// where it is empty. Connections that are open are ended before.
    ///
    /// @param closes whether such a connection ends then
    public void sayNext(boolean closes, String... bytes) {
        Stream.of(bytes).map(each -> new Saying(each, closes)).forEach(sayings::add);
        drop();
    }

    private void drop() {
        open.forEach(Relay::close);
    }

    /// How many connections were opened so far.
    public int connections() {
        return connections.get();
    }

    /// What was kept from the server so far.
    public List<String> kept() {
        return List.copyOf(kept);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                connections.incrementAndGet();
                open.add(client);
                Thread.startVirtualThread(() -> serve(client, Optional.ofNullable(sayings.poll())));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client, Optional<Saying> saying) {
        try (client) {
            if (saying.isPresent()) {
                speak(client, saying.get());
            } else {
                pass(client);
            }
        } catch (IOException reset) {
            // One side has closed it.
        } finally {
            open.remove(client);
        }
    }

    private void pass(Socket client) throws IOException {
        try (Socket there = new Socket(server.getHost(), server.getPort())) {
            Thread back = Thread.startVirtualThread(() -> copy(there, client));
            copy(client, there);
            back.join();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException reset) {
            // The other direction ends as well.
        }
    }

    private void speak(Socket client, Saying saying) throws IOException {
        byte[] buffer = new byte[8192];
        for (int length = client.getInputStream().read(buffer);
                length > 0;
                length = client.getInputStream().read(buffer)) {
            kept.add(new String(buffer, 0, length, ISO_8859_1));
            client.getOutputStream().write(saying.bytes().getBytes(ISO_8859_1));
            client.getOutputStream().flush();
            if (saying.closes()) {
                return;
            }
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // As wanted.
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException closed) {
            // As wanted.
        }
        drop();
    }
}
