package jobsweep.jobexecution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.Invocation;
import jobsweep.platform.Platform;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.iot.IotClient;

/// A Delete that the function handles while it starts, as it will handle the first event, but with nobody at the other
/// ends: what it says goes nowhere, and the answers are made up here.
///
/// Most of a first event's time goes into loading classes. Lambda is known to lend a function that starts a whole
/// processor, whatever its memory, and takes it away with the event; see `docs/performance.md`.
final class Rehearsal {

    static final String EVENT = """
            {
              "RequestType": "Delete",
              "ServiceToken": "arn:aws:lambda:us-east-1:123456789012:function:rehearsal",
              "ResponseURL": "https://cloudformation-custom-resource-response-useast1.s3.us-east-1.amazonaws.com/x?y=z",
              "StackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/rehearsal/1",
              "RequestId": "1",
              "LogicalResourceId": "Rehearsal",
              "ResourceType": "Custom::IoTJobExecution",
              "PhysicalResourceId": "job/thing/1@1767225600000",
              "ResourceProperties": {
                "ServiceToken": "arn:aws:lambda:us-east-1:123456789012:function:rehearsal",
                "JobId": "job",
                "ThingName": "thing",
                "ExecutionNumber": "1"
              }
            }
            """;

    /// What `DescribeJobExecution` answers of that execution.
    private static final String EXECUTION = """
            {
              "execution": {
                "jobId": "job",
                "status": "QUEUED",
                "statusDetails": {"detailsMap": {}},
                "thingArn": "arn:aws:iot:us-east-1:123456789012:thing/thing",
                "queuedAt": 1767225600.0,
                "lastUpdatedAt": 1767225600.0,
                "executionNumber": 1,
                "versionNumber": 1
              }
            }
            """;

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    private Rehearsal() {}

    /// Plays it. Whatever goes wrong is for the first event to find out, which has somebody to tell.
    static void play() {
        try {
            play(AwsClients.iot(new Nobody()).build(), _ -> {});
        } catch (RuntimeException | LinkageError failure) {
            // As for a client that can't be made: thrown, it would end the function before it can answer.
        }
    }

    /// @param iot a client on [Nobody]
    /// @param log takes what the function logs
    static void play(IotClient iot, Consumer<String> log) {
        Platform platform = Platform.ofThisMachine(new Nobody());
        Deadline deadline =
                new Deadline(platform.clock(), platform.clock().now().plus(LONG_ENOUGH));
        new JobExecutionHandler(
                        Map.of(),
                        () -> iot,
                        () -> AwsClients.sqs(new Nobody()).build(),
                        () -> AwsClients.lambda(new Nobody()).build(),
                        platform)
                .handle(
                        new ByteArrayInputStream(EVENT.getBytes(UTF_8)),
                        OutputStream.nullOutputStream(),
                        new Invocation(
                                "arn:aws:lambda:us-east-1:123456789012:function:rehearsal",
                                "1",
                                new Invocation.Log("rehearsal", "rehearsal", log),
                                deadline));
    }

    /// AWS IoT and S3, where everything succeeds.
    static final class Nobody implements SdkHttpClient {

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            boolean describes = request.httpRequest().method() == SdkHttpMethod.GET;
            byte[] body = (describes ? EXECUTION : "").getBytes(UTF_8);
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpResponse.builder()
                                    .statusCode(200)
                                    .putHeader("Content-Length", Integer.toString(body.length))
                                    .putHeader("x-amzn-RequestId", "1")
                                    .build())
                            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                            .build();
                }

                @Override
                public void abort() {
                    // It has ended already.
                }
            };
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
