package jobsweep.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The exchanges of one piece of work. When the work is over they are too, and it can begin no more: what a thread that
/// is still at it would send might go out long after the request was answered, when Lambda thaws the process for the
/// next one.
final class Exchanges implements AutoCloseable {

    private static final ThreadLocal<@Nullable Exchanges> OF_THIS_THREAD = new ThreadLocal<>();

    /// Closing a connection takes its thread a moment, and hangs on nobody else.
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final Set<Exchange> going = new HashSet<>();
    private boolean isOver;

    /// The same work, with what it sends among these exchanges.
    <T> Callable<T> during(Callable<T> work) {
        return () -> {
            OF_THIS_THREAD.set(this);
            try {
                return work.call();
            } finally {
                OF_THIS_THREAD.remove();
            }
        };
    }

    /// Has an exchange count as one of this thread's work, until it has ended.
    ///
    /// @throws IOException where the work is over
    static void begin(Exchange exchange) throws IOException {
        Exchanges ofThisThread = OF_THIS_THREAD.get();
        if (ofThisThread != null) {
            ofThisThread.add(exchange);
            var _ = exchange.end().thenRun(() -> ofThisThread.remove(exchange));
        }
    }

    private synchronized void add(Exchange exchange) throws IOException {
        if (isOver) {
            throw new IOException("The work that it belongs to is over");
        }
        going.add(exchange);
    }

    private synchronized void remove(Exchange exchange) {
        going.remove(exchange);
    }

    /// Ends the work's exchanges, and returns once nothing of them goes out any more.
    @Override
    public void close() {
        Set<Exchange> ended = end();
        ended.forEach(Exchange::abort);
        var _ = CompletableFuture.allOf(ended.stream().map(Exchange::end).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private synchronized Set<Exchange> end() {
        isOver = true;
        return Set.copyOf(going);
    }
}
