package jobsweep.jobexecution;

import java.net.URI;
import jobsweep.FakeLambda;
import jobsweep.LoopbackServer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The function's own client for IoT, aimed at loopback.
final class TestClients {

    /// One that nobody is to call.
    static LambdaClient lambda() {
        return AwsClients.lambda(FakeLambda.HTTP)
                .region(Region.CN_NORTH_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "key")))
                .build();
    }

    /// One that nobody is to call.
    static SqsClient sqs() {
        return AwsClients.sqs(FakeLambda.HTTP)
                .region(Region.CN_NORTH_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "key")))
                .build();
    }

    private TestClients() {}

    static IotClient iot(LoopbackServer server) {
        return iot(server.hostAndPort());
    }

    static IotClient iot(String hostAndPort) {
        return AwsClients.iot(FakeLambda.HTTP)
                .region(Region.CN_NORTH_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "key")))
                .endpointOverride(URI.create("http://" + hostAndPort))
                .build();
    }
}
