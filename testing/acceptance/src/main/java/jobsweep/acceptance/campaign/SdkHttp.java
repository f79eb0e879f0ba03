package jobsweep.acceptance.campaign;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jobsweep.simulator.http.HttpAnswer;
import jobsweep.simulator.http.HttpCall;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/// Calls and answers as the AWS SDK's clients make and take them, for clients without sockets.
final class SdkHttp {
    private SdkHttp() {}

    /// The call that would go out.
    static HttpCall call(HttpExecuteRequest request) throws IOException {
        SdkHttpRequest head = request.httpRequest();
        Map<String, String> headers = head.headers().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> header.getValue().getFirst()));
        return new HttpCall(
                head.method().name(), target(head.getUri()), headers, body(request.contentStreamProvider()));
    }

    private static URI target(URI whole) {
        String query = whole.getRawQuery() == null ? "" : "?" + whole.getRawQuery();
        return URI.create(whole.getRawPath() + query);
    }

    /// The answer as it would come in.
    ///
    /// @throws SocketException where the connection was broken instead
    static HttpExecuteResponse response(HttpAnswer answer) throws SocketException {
        if (answer.status() == 0) {
            throw new SocketException("Connection reset");
        }
        var head = SdkHttpResponse.builder().statusCode(answer.status());
        answer.headers().forEach(head::putHeader);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        return HttpExecuteResponse.builder()
                .response(head.build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                .build();
    }

    private static byte[] body(Optional<ContentStreamProvider> content) throws IOException {
        if (content.isEmpty()) {
            return new byte[0];
        }
        try (InputStream stream = content.get().newStream()) {
            return stream.readAllBytes();
        }
    }
}
