package jobsweep.acceptance.burst;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import jobsweep.acceptance.SdkHttp;
import jobsweep.simulator.http.HttpAnswer;
import jobsweep.simulator.http.HttpCall;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

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
            HttpCall call = SdkHttp.call(request);
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
            return SdkHttp.response(answer.getNow(HttpAnswer.none()));
        }

        @Override
        public void abort() {
            aborted.complete(null);
        }
    }
}
