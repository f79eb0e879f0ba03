package jobsweep.invocation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// The machine that the function runs on.
final class ThisMachine implements Surroundings {

    /// Kept from event to event: to start a thread is much of what a warm event does beside its calls.
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "work");
        // Work that never ends must not keep a JVM alive that Lambda shuts down.
        thread.setDaemon(true);
        return thread;
    });

    private final RandomGenerator random = new SplittableRandom();
    private final SdkHttpClient http;

    ThisMachine(SdkHttpClient http) {
        this.http = http;
    }

    /// Also where the thread was interrupted: the SDK's time limit may do so a moment after the attempt has ended.
    @Override
    public void sleep(Duration pause) {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            Thread.interrupted();
        }
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public <T> T within(Duration limit, Supplier<T> work) throws TimeoutException {
        Exchanges exchanges = new Exchanges();
        Future<T> task = THREADS.submit(() -> exchanges.during(work));
        try (exchanges) {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure.getCause();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the work", interrupted);
        } finally {
            task.cancel(true);
        }
    }

    @Override
    public <T> List<Optional<T>> allWithin(Duration limit, List<Supplier<T>> works) {
        Exchanges exchanges = new Exchanges();
        CountDownLatch unfinished = new CountDownLatch(works.size());
        List<CompletableFuture<T>> results = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (Supplier<T> work : works) {
            CompletableFuture<T> result = new CompletableFuture<>();
            results.add(result);
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    result.complete(exchanges.during(work));
                } finally {
                    unfinished.countDown();
                }
            }));
        }
        try {
            boolean _ = unfinished.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        List<Optional<T>> ended = results.stream()
                .map(result -> Optional.ofNullable(result.getNow(null)))
                .toList();
        threads.forEach(Thread::interrupt);
        exchanges.close();
        return ended;
    }

    @Override
    public int put(URI url, byte[] body, Duration limit) throws IOException {
        HttpExecuteRequest request = HttpExecuteRequest.builder()
                .request(SdkHttpRequest.builder()
                        .method(SdkHttpMethod.PUT)
                        .protocol(url.getScheme())
                        .host(url.getHost())
                        .port(url.getPort() == -1 ? null : url.getPort())
                        // Together, because the client would put a query in another order and encode it anew.
                        .encodedPath(
                                url.getRawQuery() == null
                                        ? url.getRawPath()
                                        : url.getRawPath() + "?" + url.getRawQuery())
                        .putHeader("Content-Length", Integer.toString(body.length))
                        .build())
                .contentStreamProvider(() -> new ByteArrayInputStream(body))
                .build();
        ExecutableHttpRequest call = http.prepareRequest(request);
        try {
            return within(limit, () -> status(call));
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        } catch (TimeoutException timeIsUp) {
            call.abort();
            throw new HttpTimeoutException("no answer within " + limit);
        }
    }

    @Override
    public Optional<String> lack() {
        return http instanceof WithoutNativeCode incomplete ? Optional.of(incomplete.lack()) : Optional.empty();
    }

    private static int status(ExecutableHttpRequest call) {
        try {
            HttpExecuteResponse answer = call.call();
            answer.responseBody().ifPresent(AbortableInputStream::abort);
            return answer.httpResponse().statusCode();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
