package jobsweep.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/// The way to the network for the answer alone, where the native library of [Http] can't be loaded: the JDK's own.
///
/// It takes longer, and how it ends what is given up is good enough for an answer, but not for a deletion.
final class WithoutNativeCode implements SdkHttpClient {

    private static final int MILLIS_TO_WAIT = 4_000;

    private final Throwable failure;

    /// @param failure of the attempt to load the library
    WithoutNativeCode(Throwable failure) {
        this.failure = failure;
    }

    /// What is missing, where, and why.
    String lack() {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "The function's native library can't be loaded on this processor, %s: %s"
                .formatted(System.getProperty("os.arch"), root);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        try {
            return new Put(request, (HttpURLConnection)
                    request.httpRequest().getUri().toURL().openConnection());
        } catch (IOException unsendable) {
            throw new UncheckedIOException(unsendable);
        }
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    /// One exchange on a connection of its own.
    private static final class Put implements ExecutableHttpRequest {

        private final HttpExecuteRequest request;
        private final HttpURLConnection connection;
        private volatile boolean isAborted;

        Put(HttpExecuteRequest request, HttpURLConnection connection) {
            this.request = request;
            this.connection = connection;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            SdkHttpRequest head = request.httpRequest();
            byte[] body = body();
            connection.setRequestMethod(head.method().name());
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(MILLIS_TO_WAIT);
            connection.setReadTimeout(MILLIS_TO_WAIT);
            connection.setFixedLengthStreamingMode(body.length);
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                send(body, out);
            }
            int status = connection.getResponseCode();
            connection.disconnect();
            return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder().statusCode(status).build())
                    .build();
        }

        /// Without its body it is no request: one that was given up while it connected ends here.
        private void send(byte[] body, OutputStream out) throws IOException {
            if (isAborted) {
                throw new IOException("The exchange was given up");
            }
            out.write(body);
        }

        private byte[] body() throws IOException {
            if (request.contentStreamProvider().isEmpty()) {
                return new byte[0];
            }
            try (InputStream content = request.contentStreamProvider().get().newStream()) {
                return content.readAllBytes();
            }
        }

        @Override
        public void abort() {
            isAborted = true;
            connection.disconnect();
        }
    }
}
