package jobsweep.jobexecution;

import java.net.URI;
import jobsweep.LoopbackServer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.IotClientBuilder;

/// The function's own client for IoT, aimed at loopback.
final class TestClients {

    private TestClients() {}

    static IotClient iot(LoopbackServer server) {
        return at(server, AwsClients.iot());
    }

    static IotClient iotWithPatch(LoopbackServer server) {
        return at(server, AwsClients.iotWithPatch());
    }

    private static IotClient at(LoopbackServer server, IotClientBuilder client) {
        return client.region(Region.CN_NORTH_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "key")))
                .endpointOverride(URI.create("http://" + server.hostAndPort()))
                .build();
    }
}
