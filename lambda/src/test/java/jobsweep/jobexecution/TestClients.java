package jobsweep.jobexecution;

import java.net.URI;
import jobsweep.FakeLambda;
import jobsweep.LoopbackServer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;

/// The function's own client for IoT, aimed at loopback.
final class TestClients {

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
