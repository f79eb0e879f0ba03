package jobsweep.simulator.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CustomResourcesTest {
    private static final String SWEEP = """
              Sweep:
                Type: Custom::Sweep
                Properties:
                  ServiceToken: <token>
                  ServiceTimeout: 90
                  Id: first
                  Number: 7
                  Force: true
                  List: [1, {Deep: false}]
                  Nothing: !Ref AWS::NoValue
            """;

    private final TestBed stage = new TestBed();

    CustomResourcesTest() throws IOException {}

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aCreateRequestHasEverythingButAPhysicalId() throws IOException {
        var stack = stage.create(SWEEP);

        var request = stage.lastRequest();
        assertThat(request.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "RequestType",
                        "ServiceToken",
                        "ResponseURL",
                        "StackId",
                        "RequestId",
                        "LogicalResourceId",
                        "ResourceType",
                        "ResourceProperties");
        assertThat(request.path("RequestType").asText()).isEqualTo("Create");
        assertThat(request.path("ServiceToken").asText()).isEqualTo(FakeProvider.SERVICE_TOKEN);
        assertThat(request.path("StackId").asText()).isEqualTo(stack.id().arn());
        assertThat(stack.id().arn()).matches("arn:aws:cloudformation:us-east-1:123456789012:stack/demo/[0-9a-f-]{36}");
        assertThat(UUID.fromString(request.path("RequestId").asText()).version())
                .isEqualTo(4);
        assertThat(request.path("ResourceType").asText()).isEqualTo("Custom::Sweep");
        assertThat(request.path("ResourceProperties")).isEqualTo(new JsonMapper().readTree("""
                {"ServiceToken": "arn:aws:lambda:us-east-1:123456789012:function:provider",
                 "ServiceTimeout": "90", "Id": "first", "Number": "7", "Force": "true",
                 "List": ["1", {"Deep": "false"}]}"""));
    }

    @Test
    void anUpdateRequestAlsoHasThePhysicalIdAndTheOldProperties() {
        stage.create(SWEEP);

        stage.update(SWEEP.replace("7", "8"));

        assertThat(stage.lastRequest().path("PhysicalResourceId").asText()).isEqualTo("first");
        assertThat(stage.lastRequest().path("OldResourceProperties"))
                .isEqualTo(stage.cloudFormation.requests().getFirst().path("ResourceProperties"));
    }

    @Test
    void aRequestCanBeDeliveredAgainAndItsSecondAnswerChangesNothing() {
        var stack = stage.create(SWEEP);
        var request = stage.lastRequest();
        stage.provider.await("Create Sweep");
        stage.provider.forget("Create Sweep");
        stage.provider.alter("Create Sweep", answer -> answer.put("PhysicalResourceId", "second"));

        stage.customResources.deliverAgain(request);
        stage.provider.await("Create Sweep");

        assertThat(stage.bucket.answersFor(request.path("RequestId").asText())).hasSize(2);
        assertThat(stack.physicalResourceIds()).containsEntry("Sweep", "first");
        assertThat(stage.bucket.violations()).isEmpty();
    }

    @Test
    void anAnswerMoreThanDeliveriesIsAViolation() {
        stage.create(SWEEP);
        var request = stage.lastRequest();

        stage.provider.put(
                request, FakeProvider.answerTo(request).put("Status", "SUCCESS").toString());

        assertThat(stage.bucket.violations())
                .containsExactly(
                        new Violation(request.path("RequestId").asText(), "answer 2 to a request delivered 1 times"));
    }

    @Test
    void aRequestToAFunctionThatIsGoneFailsAtOnceAndIsNeverSent() {
        stage.create(SWEEP);
        stage.provider.delete();

        var stack = stage.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThat(TestBed.reason(stack, "Sweep", "DELETE_FAILED"))
                .isEqualTo("Function not found: " + FakeProvider.SERVICE_TOKEN);
        assertThat(stage.requests()).containsExactly("Create Sweep");
    }

    @Test
    void whatNoFunctionWasAskedToMakeIsNotDeleted() {
        stage.provider.delete();

        var stack = stage.create(SWEEP);

        assertThat(TestBed.reason(stack, "Sweep", "CREATE_FAILED")).startsWith("Function not found");
        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    }
}
