package jobsweep.acceptance.campaign;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import jobsweep.acceptance.SdkHttp;
import jobsweep.jobexecution.AwsClients;
import jobsweep.simulator.http.HttpAnswer;
import jobsweep.simulator.http.HttpCall;
import jobsweep.simulator.time.SimulatedScheduler;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;

/// The way of a function's calls to AWS IoT: the SDK's requests as they would go out, answered without sockets.
final class IotLine implements SdkHttpClient {
    /// One for all attempts, which costs less: whatever differs it takes from the attempt that calls.
    private static final IotClient CLIENT = make();

    private IotLine() {}

    /// The function's client with its own settings, on this line and in simulated time.
    static IotClient client() {
        return CLIENT;
    }

    private static IotClient make() {
        var builder = AwsClients.iot(new IotLine());
        return builder.region(Region.US_EAST_1)
                .credentialsProvider(() -> AwsBasicCredentials.create(accessKeyId(), "secret"))
                .overrideConfiguration(builder.overrideConfiguration().toBuilder()
                        .scheduledExecutorService(new SimulatedScheduler(
                                () -> Attempt.current().sandbox().world().time))
                        .build())
                .build();
    }

    private static String accessKeyId() {
        Attempt attempt = Attempt.current();
        return attempt.sandbox().world().iam.accessKeyFor(attempt.function().roleArn());
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Exchange(Attempt.current(), request);
    }

    @Override
    public void close() {}

    /// One call and its answer.
    private static final class Exchange implements ExecutableHttpRequest {
        private final Attempt attempt;
        private final World world;
        private final HttpExecuteRequest request;
        private final CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        private final CompletableFuture<Void> aborted = new CompletableFuture<>();

        Exchange(Attempt attempt, HttpExecuteRequest request) {
            this.attempt = attempt;
            this.world = attempt.sandbox().world();
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            attempt.pass(Moment.BEFORE_CALL);
            CallFate fate = world.mischief.callFate();
            HttpCall call = SdkHttp.call(request);
            if (!fate.lost()) {
                world.time.start(() -> travel(call, fate));
            }
            var gone = attempt.sandbox().gone();
            world.time.await(
                    fate.deaf()
                            ? CompletableFuture.anyOf(answer, gone)
                            : CompletableFuture.anyOf(answer, gone, aborted));
            attempt.pass(Moment.AFTER_CALL);
            return SdkHttp.response(answer.getNow(HttpAnswer.none()));
        }

        @Override
        public void abort() {
            aborted.complete(null);
        }

        // What is on its way arrives, whether somebody still waits for the answer or not.
        private void travel(HttpCall call, CallFate fate) {
            world.inFlight.enter(call);
            world.fleet.meddle();
            world.time.sleep(fate.there());
            HttpAnswer given = world.evidence.calling(attempt, call, () -> world.iot.answer(call));
            world.time.sleep(fate.back());
            world.inFlight.leave(call);
            answer.complete(given);
        }
    }
}
