package jobsweep;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A peer on a raw socket, which need not speak HTTP, nor speak at all.
public final class RawPeer implements AutoCloseable {

    /// All that is needed to say that it is well.
    public static final String HEALTHY = "HTTP/1.1 200 OK\r\nx-amzn-RequestId: 1\r\nContent-Length: 2\r\n\r\n{}";

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> requests = new ArrayList<>();
    private String answer = "";
    private boolean closes;

    /// Says nothing at first.
    public RawPeer() throws IOException {
        server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    public String hostAndPort() {
        return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    /// Sends this to whoever has sent something, and leaves the connection open.
    public synchronized RawPeer says(String bytes) {
        answer = bytes;
        closes = false;
        return this;
    }

    /// Sends this and closes the connection.
    public synchronized RawPeer saysAndCloses(String bytes) {
        answer = bytes;
        closes = true;
        return this;
    }

    /// What arrived so far, each time as far as it came in one piece.
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /// How many connections are open, as this side sees it.
    public int connections() {
        return open.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.startVirtualThread(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        byte[] buffer = new byte[8192];
        try (socket) {
            for (int length = socket.getInputStream().read(buffer);
                    length > 0 && reply(new String(buffer, 0, length, US_ASCII), socket.getOutputStream());
                    length = socket.getInputStream().read(buffer)) {}
        } catch (IOException reset) {
            // As good as closed.
        } finally {
            open.remove(socket);
        }
    }

    private synchronized boolean reply(String request, OutputStream out) throws IOException {
        requests.add(request);
        out.write(answer.getBytes(US_ASCII));
        out.flush();
        return !closes;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
