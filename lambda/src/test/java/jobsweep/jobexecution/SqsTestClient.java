package jobsweep.jobexecution;

import java.net.URI;
import jobsweep.FakeLambda;
import jobsweep.LoopbackServer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The function's own client for SQS, aimed at loopback.
public final class SqsTestClient {

    private SqsTestClient() {}

    public static SqsClient at(LoopbackServer server) {
        return AwsClients.sqs(FakeLambda.HTTP)
                .region(Region.CN_NORTH_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "key")))
                .endpointOverride(URI.create("http://" + server.hostAndPort()))
                .build();
    }
}
