package jobsweep.invocation;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The machine that the function runs on.
final class ThisMachine implements Surroundings {

    private final RandomGenerator random = new SplittableRandom();

    @Override
    public void sleep(Duration pause) {
        LockSupport.parkNanos(pause.toNanos());
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public <T> T within(Duration limit, Supplier<T> work) throws TimeoutException {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = new Thread(task, "work");
        // Work that never ends must not keep a JVM alive that Lambda shuts down.
        thread.setDaemon(true);
        thread.start();
        try {
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

    /// On the JDK's own client, which sends the URL's path and query as they are.
    @Override
    public int put(URI url, byte[] body, Duration limit) throws IOException {
        int limitMillis = Math.toIntExact(limit.toMillis());
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        try {
            connection.setConnectTimeout(limitMillis);
            connection.setReadTimeout(limitMillis);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestMethod("PUT");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(body.length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}
