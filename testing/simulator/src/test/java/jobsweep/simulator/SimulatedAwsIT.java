package jobsweep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import jobsweep.simulator.cloudformation.Assets;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.lambda.FailureRecord;
import jobsweep.simulator.lambda.GiveUpCondition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SimulatedAwsIT {
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:sweeper";
    private static final String TEMPLATE = """
            Resources:
              Role:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument:
                    Statement: {Effect: Allow, Action: sts:AssumeRole, Principal: {Service: lambda.amazonaws.com}}
              Function:
                Type: AWS::Lambda::Function
                Properties:
                  FunctionName: sweeper
                  Role: !GetAtt Role.Arn
                  Runtime: java25
                  Handler: Sweeper
                  Timeout: 60
                  Code: {S3Bucket: assets, S3Key: sweeper.jar}
            """;

    @TempDir
    private Path directory;

    @Test
    void aTimeoutCanBeCutShort() throws IOException {
        Duration longest = Duration.ofSeconds(2);

        try (SimulatedAws aws = start(SimulatedAws.builder().lambda(it -> it.longestTimeout(longest)))) {
            assertThat(aws.lambda().function(FUNCTION).timeout()).isEqualTo(longest);
        }
    }

    @Test
    void aRetryCanBeSoFarOffThatTheEventIsGivenUp() throws IOException {
        Duration day = Duration.ofDays(1);

        try (SimulatedAws aws = start(SimulatedAws.builder().lambda(it -> it.retryDelays(day, day)))) {
            aws.lambda().invoke(FUNCTION, NullNode.instance);
            aws.lambda().awaitQuiet();

            assertThat(aws.lambda().givenUp())
                    .extracting(FailureRecord::condition)
                    .containsExactly(GiveUpCondition.EVENT_AGE_EXCEEDED);
        }
    }

    /// An account with a function that has no class.
    private SimulatedAws start(SimulatedAws.Builder builder) throws IOException {
        Path archive = directory.resolve("sweeper.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("Other.class"));
        }
        SimulatedAws aws =
                builder.assets(Assets.of(Map.of("sweeper.jar", archive))).start();
        aws.cloudFormation()
                .createStack("demo", Template.parse(TEMPLATE), Map.of())
                .join();
        return aws;
    }
}
