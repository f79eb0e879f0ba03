package jobsweep.acceptance.campaign;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import jobsweep.jobexecution.AwsClients;
import jobsweep.simulator.http.HttpAnswer;
import jobsweep.simulator.http.HttpCall;
import jobsweep.simulator.time.SimulatedScheduler;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The functions' way to AWS: requests as they would go out, answered without sockets, unless a fault comes between.
///
/// There is one for all worlds, and one of each client, which costs less: what differs they take from the run that
/// calls.
final class Network implements SdkHttpClient {
    static final SdkHttpClient HTTP = new Network();

    private static final BackoffStrategy PAUSES =
            BackoffStrategy.exponentialDelayWithoutJitter(Duration.ofMillis(50), Duration.ofSeconds(20));
    /// The SDK's own, but that the functions that share a client don't share a budget of retries.
    private static final RetryStrategy RETRIES = AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .circuitBreakerEnabled(false)
            .backoffStrategy(Network::paused)
            .throttlingBackoffStrategy(Network::paused)
            .build();

    static final IotClient IOT = simulated(AwsClients.iot(HTTP)).build();
    static final LambdaClient LAMBDA =
            simulated(retried(AwsClients.lambda(HTTP))).build();
    static final SqsClient SQS = simulated(retried(AwsClients.sqs(HTTP))).build();

    private Network() {}

    /// A client with its own settings, in simulated time and in the role of the function that calls.
    private static <B extends AwsClientBuilder<B, ?>> B simulated(B client) {
        return client.region(Region.US_EAST_1)
                .credentialsProvider(() ->
                        AwsBasicCredentials.create(FunctionRun.current().sandbox.accessKeyId(), "secret"))
                .overrideConfiguration(client.overrideConfiguration().toBuilder()
                        .scheduledExecutorService(new SimulatedScheduler(() -> FunctionRun.current().world.time))
                        .build());
    }

    private static <B extends AwsClientBuilder<B, ?>> B retried(B client) {
        return client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                .retryStrategy(RETRIES)
                .build());
    }

    /// Pauses in simulated time, where the SDK would in the machine's.
    private static Duration paused(int attempt) {
        FunctionRun.current().world.time.sleep(PAUSES.computeDelay(attempt));
        return Duration.ZERO;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Exchange(FunctionRun.current(), request);
    }

    @Override
    public void close() {}

    /// One call and its answer.
    private static final class Exchange implements ExecutableHttpRequest {
        private final FunctionRun run;
        private final World world;
        private final HttpExecuteRequest request;
        private final Service service;
        private final CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        private final CompletableFuture<Void> aborted = new CompletableFuture<>();
        private boolean taken;

        Exchange(FunctionRun run, HttpExecuteRequest request) {
            this.run = run;
            this.world = run.world;
            this.request = request;
            this.service = Service.at(request.httpRequest().host());
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            run.pass(service.before());
            HttpCall call = SdkHttp.call(request);
            NetworkFault fault = world.faults.next(service, run.requestId());
            if (!fault.isLost()) {
                world.time.start(() -> travel(call, fault));
            }
            CompletableFuture<Void> gone = run.sandbox.environment.gone();
            world.time.await(
                    fault == NetworkFault.HANGS_BEYOND_ALL_TIME_LIMITS
                            ? CompletableFuture.anyOf(gone)
                            : CompletableFuture.anyOf(answer, gone, aborted));
            run.pass(service.after());
            HttpAnswer heard = answer.getNow(HttpAnswer.none());
            if (service == Service.BUCKET) {
                hear(heard);
            }
            return SdkHttp.response(heard);
        }

        @Override
        public void abort() {
            aborted.complete(null);
        }

        // What is on its way arrives, whether somebody still waits for the answer or not. But S3 takes no half a PUT.
        private void travel(HttpCall call, NetworkFault fault) {
            world.inFlight.enter(call);
            world.meanwhile();
            world.time.sleep(world.faults.there(fault));
            if (service != Service.BUCKET || !aborted.isDone()) {
                world.evidence.arrives(service, call);
                HttpAnswer given = fault.answer(() -> carryOut(call));
                world.time.sleep(world.faults.back(fault));
                answer.complete(given);
            }
            world.inFlight.leave(call);
        }

        private HttpAnswer carryOut(HttpCall call) {
            taken = true;
            return world.evidence.calling(
                    run, service, call, () -> service.in(world.aws).answer(call));
        }

        /// An answer that was taken may come again unless the function knows, which has given up where it aborted.
        private void hear(HttpAnswer heard) {
            if (heard.status() == 200 && !aborted.isDone()) {
                run.acknowledge();
            } else if (taken) {
                world.aws.bucket().deliveredAgain(run.requestId());
            }
        }
    }
}
