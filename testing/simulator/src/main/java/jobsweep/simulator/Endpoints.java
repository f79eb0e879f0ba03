package jobsweep.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import jobsweep.simulator.http.LocalServer;

/// Where the services of an account listen on loopback.
///
/// @param bucket CloudFormation's for answers
/// @param tls    whether AWS IoT and the bucket speak https, as in the cloud, with this certificate
public record Endpoints(
        LocalServer iot,
        LocalServer sqs,
        LocalServer lambda,
        LocalServer sts,
        LocalServer bucket,
        Optional<LoopbackTls> tls)
        implements AutoCloseable {

    /// The variables by which functions find the services.
    Map<String, String> variables() {
        return Map.of(
                "AWS_ENDPOINT_URL_IOT",
                iot.url().toString(),
                "AWS_ENDPOINT_URL_SQS",
                sqs.url().toString(),
                "AWS_ENDPOINT_URL_LAMBDA",
                lambda.url().toString(),
                "AWS_ENDPOINT_URL_STS",
                sts.url().toString());
    }

    @Override
    public void close() {
        List.of(sqs, lambda, sts, bucket, iot).forEach(LocalServer::close);
    }
}
