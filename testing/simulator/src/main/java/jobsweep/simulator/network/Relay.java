package jobsweep.simulator.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A way on loopback between a client and a server: bytes pass, or wait, or somebody else speaks for the server.
public final class Relay implements AutoCloseable {
    private final int server;
    private final Optional<SSLContext> tls;
    private final ServerSocket socket;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> kept = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<Manner> next = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch released = new CountDownLatch(1);

    /// What becomes of a connection.
    private sealed interface Manner {
        record Passing() implements Manner {}

        record Waiting() implements Manner {}

        record Saying(String bytes, boolean closes, boolean inTheClear) implements Manner {}
    }

    private Relay(int server, Optional<SSLContext> tls) throws IOException {
        this.server = server;
        this.tls = tls;
        this.socket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    }

    /// A way to this port that lets everything pass at first.
    ///
    /// @param tls to speak in place of a server that speaks TLS
    public static Relay to(int server, Optional<SSLContext> tls) throws IOException {
        Relay relay = new Relay(server, tls);
        Thread.startVirtualThread(relay::accept);
        return relay;
    }

    /// Where clients find it.
    public int port() {
        return socket.getLocalPort();
    }

    /// Keeps from the server what comes over the next connections, and says these in its place, one on each; nothing
    /// where it is empty. Connections that are open stay as they are; see [#drop].
    ///
    /// @param closes whether such a connection ends then
    public void sayNext(boolean closes, String... bytes) {
        Stream.of(bytes)
                .map(each -> new Manner.Saying(each, closes, tls.isEmpty()))
                .forEach(next::add);
    }

    /// The same where a handshake is expected.
    public void sayInTheClearNext(boolean closes, String... bytes) {
        Stream.of(bytes).map(each -> new Manner.Saying(each, closes, true)).forEach(next::add);
    }

    /// Has the next connections wait, with all that comes over them, until they are released.
    public void waitNext(int connections) {
        Stream.generate(Manner.Waiting::new).limit(connections).forEach(next::add);
    }

    /// Lets pass what waits, and whatever comes.
    public synchronized void release() {
        next.clear();
        released.countDown();
        released = new CountDownLatch(1);
    }

    /// Ends all connections that are open.
    public void drop() {
        open.forEach(Relay::close);
    }

    /// How many connections are open.
    public int open() {
        return open.size();
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
                @Nullable Manner manner = next.poll();
                CountDownLatch release = released;
                Thread.startVirtualThread(() -> serve(client, manner == null ? new Manner.Passing() : manner, release));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client, Manner manner, CountDownLatch release) {
        try (client) {
            switch (manner) {
                case Manner.Passing() -> pass(client);
                case Manner.Waiting() -> {
                    release.await();
                    pass(client);
                }
                case Manner.Saying saying -> speak(saying.inTheClear() ? client : encrypted(client), saying);
            }
        } catch (IOException reset) {
            // One side has closed it.
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private void pass(Socket client) throws IOException, InterruptedException {
        try (Socket there = new Socket(InetAddress.getLoopbackAddress(), server)) {
            Thread back = Thread.startVirtualThread(() -> copy(there, client));
            copy(client, there);
            back.join();
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

    private Socket encrypted(Socket client) throws IOException {
        SSLSocket encrypted =
                (SSLSocket) tls.orElseThrow().getSocketFactory().createSocket(client, null, client.getPort(), true);
        encrypted.setUseClientMode(false);
        return encrypted;
    }

    private void speak(Socket client, Manner.Saying saying) throws IOException {
        byte[] buffer = new byte[8192];
        for (int length = client.getInputStream().read(buffer);
                length > 0;
                length = client.getInputStream().read(buffer)) {
            kept.add(new String(buffer, 0, length, ISO_8859_1));
            client.getOutputStream().write(saying.bytes().getBytes(ISO_8859_1));
            client.getOutputStream().flush();
            if (saying.closes()) {
                client.close();
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
        release();
        drop();
    }
}
