package jobsweep.simulator.burst;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import jobsweep.simulator.http.HttpAnswer;
import jobsweep.simulator.http.HttpCall;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/// A consumer's way to a service: the SDK's requests as they would go out, answered without sockets.
///
/// @param service answers each call
record Line(Consumer consumer, Function<HttpCall, HttpAnswer> service) implements SdkHttpClient {

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Exchange(request);
    }

    @Override
    public void close() {}

    private final class Exchange implements ExecutableHttpRequest {
        private final HttpExecuteRequest request;
        private final CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        private final CompletableFuture<Void> aborted = new CompletableFuture<>();

        Exchange(HttpExecuteRequest request) {
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            consumer.check();
            HttpCall call = httpCall();
            World world = consumer.world();
            // What is on its way arrives, whether somebody still waits for the answer or not.
            world.time.start(() -> {
                world.time.sleep(world.chance.travel());
                HttpAnswer given = service.apply(call);
                world.time.sleep(world.chance.travel());
                answer.complete(given);
            });
            world.time.await(CompletableFuture.anyOf(answer, consumer.gone(), aborted));
            consumer.check();
            if (!answer.isDone() || answer.join().status() == 0) {
                throw new SocketException("Connection reset");
            }
            return response(answer.join());
        }

        @Override
        public void abort() {
            aborted.complete(null);
        }

        private HttpCall httpCall() throws IOException {
            Map<String, String> headers = request.httpRequest().headers().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, header -> header.getValue().getFirst()));
            byte[] body = new byte[0];
            if (request.contentStreamProvider().isPresent()) {
                body = request.contentStreamProvider().get().newStream().readAllBytes();
            }
            return new HttpCall(
                    request.httpRequest().method().name(), request.httpRequest().getUri(), headers, body);
        }

        private static HttpExecuteResponse response(HttpAnswer answer) {
            var head = SdkHttpResponse.builder().statusCode(answer.status());
            answer.headers().forEach(head::putHeader);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            return HttpExecuteResponse.builder()
                    .response(head.build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                    .build();
        }
    }
}
