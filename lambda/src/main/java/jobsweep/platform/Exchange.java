package jobsweep.platform;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.crt.CRT;
import software.amazon.awssdk.crt.CrtRuntimeException;
import software.amazon.awssdk.crt.http.HttpClientConnection;
import software.amazon.awssdk.crt.http.HttpClientConnectionManager;
import software.amazon.awssdk.crt.http.HttpHeader;
import software.amazon.awssdk.crt.http.HttpHeaderBlock;
import software.amazon.awssdk.crt.http.HttpRequest;
import software.amazon.awssdk.crt.http.HttpStreamBase;
import software.amazon.awssdk.crt.http.HttpStreamBaseResponseHandler;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/// One request and its answer, body included.
///
/// Once it is aborted nothing of it goes out any more: a connection that it still waits for goes back unused, and one
/// that it has is closed. Whatever ends it, the connection is not lost to the next one.
final class Exchange implements ExecutableHttpRequest, HttpStreamBaseResponseHandler {

    /// Forty pages of AWS IoT's, so that something endless ends.
    private static final int LONGEST_BODY = 4 << 20;

    /// Less than an attempt at AWS IoT may take, so that its failure says why. That it does not trust a certificate the
    /// native code keeps to itself for up to half a minute, lest an attacker learns something from the time.
    private static final Duration LONGEST_TO_CONNECT = Duration.ofMillis(4_500);

    private static final String NO_CONNECTION =
            "No connection to %1$s came about: if it can be reached, its certificate is not trusted, has expired or is not for %1$s";

    private final HttpClientConnectionManager connections;
    private final HttpExecuteRequest request;
    private final SdkHttpResponse.Builder head = SdkHttpResponse.builder();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final CompletableFuture<HttpExecuteResponse> answer = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private @Nullable HttpClientConnection connection;
    private volatile boolean isConnected;
    private boolean isAborted;

    Exchange(HttpClientConnectionManager connections, HttpExecuteRequest request) {
        this.connections = connections;
        this.request = request;
    }

    /// @throws IOException where there is no whole answer, whatever the reason
    @Override
    public HttpExecuteResponse call() throws IOException {
        Exchanges.begin(this);
        var _ = connections.acquireConnection().whenComplete((acquired, failure) -> send(acquired, failure));
        try {
            return await();
        } catch (ExecutionException failure) {
            Throwable cause = Objects.requireNonNull(failure.getCause());
            throw new IOException(inWords(cause), cause);
        } catch (InterruptedException interrupted) {
            abort();
            throw new IOException("The exchange was given up", interrupted);
        }
    }

    private HttpExecuteResponse await() throws IOException, InterruptedException, ExecutionException {
        try {
            return answer.get(LONGEST_TO_CONNECT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillGoing) {
            if (isConnected) {
                return answer.get();
            }
            abort();
            throw new IOException(NO_CONNECTION.formatted(request.httpRequest().host()), stillGoing);
        }
    }

    private String inWords(Throwable failure) {
        String host = request.httpRequest().host();
        String message = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        return message.startsWith("TLS (SSL) negotiation failed")
                ? NO_CONNECTION.formatted(host)
                : "%s, with %s".formatted(message.replaceFirst("\\.$", ""), host);
    }

    private synchronized void send(@Nullable HttpClientConnection acquired, @Nullable Throwable failure) {
        if (acquired == null) {
            answer.completeExceptionally(failure == null ? new IOException("There is no connection") : failure);
            end.complete(null);
            return;
        }
        connection = acquired;
        isConnected = true;
        if (isAborted) {
            release();
            return;
        }
        try {
            acquired.makeRequest(toRuntime(request), this).activate();
        } catch (CrtRuntimeException | UncheckedIOException unsendable) {
            release();
            answer.completeExceptionally(unsendable);
        }
    }

    @Override
    public void abort() {
        abort("The exchange was given up");
    }

    private synchronized void abort(String why) {
        isAborted = true;
        if (connection == null) {
            // It may still be connecting, and then goes without being used.
            end.complete(null);
        } else {
            connection.shutdown();
        }
        answer.completeExceptionally(new IOException(why));
    }

    private synchronized void release() {
        if (connection != null) {
            connections.releaseConnection(connection);
            connection = null;
        }
        end.complete(null);
    }

    /// Completes when nothing of it goes out any more.
    CompletableFuture<@Nullable Void> end() {
        return end;
    }

    @Override
    public void onResponseHeaders(HttpStreamBase stream, int status, int block, HttpHeader[] headers) {
        if (block == HttpHeaderBlock.MAIN.getValue()) {
            for (HttpHeader header : headers) {
                head.appendHeader(header.getName(), header.getValue());
            }
        }
    }

    @Override
    public int onResponseBody(HttpStreamBase stream, byte[] part) {
        body.writeBytes(part);
        if (body.size() > LONGEST_BODY) {
            abort("The answer is longer than %s bytes".formatted(LONGEST_BODY));
        }
        return part.length;
    }

    @Override
    public void onResponseComplete(HttpStreamBase stream, int error) {
        release();
        if (error == CRT.AWS_CRT_SUCCESS) {
            answer.complete(HttpExecuteResponse.builder()
                    // The status is not told before where there are no headers, nor the length of what was in chunks.
                    .response(head.statusCode(stream.getResponseStatusCode())
                            .putHeader("Content-Length", Integer.toString(body.size()))
                            .build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body.toByteArray())))
                    .build());
        } else {
            answer.completeExceptionally(new IOException(CRT.awsErrorString(error)));
        }
        stream.close();
    }

    private static HttpRequest toRuntime(HttpExecuteRequest request) {
        SdkHttpRequest head = request.httpRequest();
        List<HttpHeader> headers = new ArrayList<>();
        if (head.firstMatchingHeader("Host").isEmpty()) {
            headers.add(new HttpHeader("Host", head.host()));
        }
        head.forEachHeader((name, values) -> values.forEach(value -> headers.add(new HttpHeader(name, value))));
        String path = head.encodedPath().isEmpty() ? "/" : head.encodedPath();
        return new HttpRequest(
                head.method().name(),
                head.encodedQueryParameters().map(query -> path + "?" + query).orElse(path),
                headers.toArray(HttpHeader[]::new),
                request.contentStreamProvider()
                        .map(content -> new RequestBody(bytes(content.newStream())))
                        .orElse(null));
    }

    private static byte[] bytes(InputStream content) {
        try (content) {
            return content.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
