package jobsweep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.http.HttpCall;
import jobsweep.simulator.lambda.Attempt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A stack that has its custom resource's provider in itself, and a provider that refuses every deletion.
class OwnProviderTest {
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
                  Code: {S3Bucket: assets, S3Key: sweeper.jar}
              Sweep: {Type: Custom::Sweep, Properties: {ServiceToken: !GetAtt Function.Arn}}
            """;
    private static final String FUNCTION_NOT_FOUND =
            "Function not found: arn:aws:lambda:us-east-1:123456789012:function:sweeper";

    private final SimulatedAws aws = SimulatedAws.builder()
            .assets((bucket, key) -> Path.of(key))
            .inProcess(environment -> this::handle)
            .start();
    private final Stack stack = aws.cloudFormation()
            .createStack("demo", Template.parse(TEMPLATE), Map.of())
            .join();

    OwnProviderTest() throws IOException {}

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aRefusedDeletionLosesItsFunctionAndFailsAtOnceFromThenOn() {
        aws.cloudFormation().deleteStack("demo").join();
        assertThat(stack.physicalResourceIds()).containsOnlyKeys("Sweep");

        aws.cloudFormation().deleteStack("demo").join();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThat(stack.events())
                .filteredOn(event -> event.logicalResourceId().equals("Sweep")
                        && event.status().equals("DELETE_FAILED"))
                .last()
                .satisfies(event -> assertThat(event.reason()).startsWith(FUNCTION_NOT_FOUND));
        assertThat(aws.cloudFormation().requests()).hasSize(2);
    }

    private String handle(Attempt attempt) throws IOException {
        JsonNode request = new JsonMapper().readTree(attempt.event().payload());
        byte[] answer = answerTo(request).toString().getBytes(StandardCharsets.UTF_8);
        String url = request.path("ResponseURL").asText();
        aws.bucket()
                .answer(new HttpCall(
                        "PUT",
                        URI.create(url.substring(url.indexOf('/', "https://".length()))),
                        Map.of("Content-Length", Integer.toString(answer.length)),
                        answer));
        return "";
    }

    private static ObjectNode answerTo(JsonNode request) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("PhysicalResourceId", "sweep");
        for (String repeated : new String[] {"StackId", "RequestId", "LogicalResourceId"}) {
            answer.set(repeated, request.path(repeated));
        }
        return request.path("RequestType").asText().equals("Delete")
                ? answer.put("Status", "FAILED").put("Reason", "The device works on it")
                : answer.put("Status", "SUCCESS");
    }
}
