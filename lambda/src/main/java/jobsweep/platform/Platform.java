package jobsweep.platform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// What a function needs of the place where it runs.
///
/// @param http the only way to the network
/// @param random spreads what many functions would otherwise do at the same moment
/// @param threads do works with a time limit, by [ExecutorService#invokeAll]: once that returns, what a work has sent
///     has ended, and it can send no more
public record Platform(SdkHttpClient http, Clock clock, RandomGenerator random, ExecutorService threads) {

    /// This machine.
    ///
    /// @param http for example [Http#client()]
    public static Platform ofThisMachine(SdkHttpClient http) {
        return new Platform(http, new SystemClock(), new SplittableRandom(), new WorkThreads());
    }

    /// Does works side by side and waits for them no longer than the limit.
    ///
    /// @return in the same order; cancelled is what has not ended by then; its thread is interrupted
    public <T> List<Future<T>> within(Duration limit, List<Callable<T>> works) {
        try {
            return threads.invokeAll(works, limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for works", interrupted);
        }
    }

    /// Sends one PUT, without following redirects and without a `Content-Type`: a pre-signed URL covers both.
    ///
    /// @param url exactly what goes out, path and query; a secret
    /// @param limit for all of it
    /// @return the HTTP status; cancelled where there is none by then, failed where there will be none. A failure's
    ///     message may repeat the URL
    public Future<Integer> put(URI url, byte[] body, Duration limit) {
        ExecutableHttpRequest exchange = http.prepareRequest(putRequest(url, body));
        Future<Integer> status =
                this.<Integer>within(limit, List.of(() -> status(exchange))).getFirst();
        if (status.isCancelled()) {
            exchange.abort();
        }
        return status;
    }

    private static HttpExecuteRequest putRequest(URI url, byte[] body) {
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return HttpExecuteRequest.builder()
                .request(SdkHttpRequest.builder()
                        .method(SdkHttpMethod.PUT)
                        .protocol(url.getScheme())
                        .host(url.getHost())
                        .port(url.getPort() == -1 ? null : url.getPort())
                        // Together, because the client would put a query in another order and encode it again.
                        .encodedPath(url.getRawPath() + query)
                        .putHeader("Content-Length", Integer.toString(body.length))
                        .build())
                .contentStreamProvider(() -> new ByteArrayInputStream(body))
                .build();
    }

    private static int status(ExecutableHttpRequest exchange) throws IOException {
        HttpExecuteResponse answer = exchange.call();
        answer.responseBody().ifPresent(AbortableInputStream::abort);
        return answer.httpResponse().statusCode();
    }

    /// What is missing here, in words for a message; empty where all is as it should be.
    public Optional<String> lack() {
        return http instanceof WithoutNativeCode incomplete ? Optional.of(incomplete.lack()) : Optional.empty();
    }
}
