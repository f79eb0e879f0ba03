package jobsweep.simulator.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StackCreationTest {
    private static final String SWEEP = """
              Sweep:
                Type: Custom::Sweep
                Properties: {ServiceToken: <token>, Id: first}
            """;

    private final TestBed stage = new TestBed();

    StackCreationTest() throws IOException {}

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void resourcesComeInTheOrderOfTheirDependencies() {
        var stack = stage.create("""
                  Sweep:
                    Type: Custom::Sweep
                    DependsOn: Policy
                    Properties: {ServiceToken: <token>, Id: !Sub 'on-${Thing}'}
                  Policy: {Type: Fake::Part, Properties: {Name: policy}}
                  Thing: {Type: Fake::Part, Properties: {Name: !GetAtt Policy.Arn}}
                """);

        assertThat(stack.status()).isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(TestBed.history(stack))
                .containsExactly(
                        "demo CREATE_IN_PROGRESS",
                        "Policy CREATE_IN_PROGRESS",
                        "Policy CREATE_IN_PROGRESS",
                        "Policy CREATE_COMPLETE",
                        "Thing CREATE_IN_PROGRESS",
                        "Thing CREATE_IN_PROGRESS",
                        "Thing CREATE_COMPLETE",
                        "Sweep CREATE_IN_PROGRESS",
                        "Sweep CREATE_IN_PROGRESS",
                        "Sweep CREATE_COMPLETE",
                        "demo CREATE_COMPLETE");
        assertThat(stack.physicalResourceIds())
                .containsOnly(
                        Map.entry("Policy", "policy"),
                        Map.entry("Thing", "arn:policy"),
                        Map.entry("Sweep", "on-arn:policy"));
        assertThat(stage.bucket.violations()).isEmpty();
    }

    @Test
    void aFailedCreateIsRolledBackWithTheIdItsAnswerCarried() {
        stage.provider.refuse("Create Sweep");

        var stack = stage.create(SWEEP + "  Part: {Type: Fake::Part, Properties: {Name: part}}\n");

        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(stage.requests()).containsExactly("Create Sweep", "Delete Sweep first");
        assertThat(stage.parts.existing()).isEmpty();
        assertThat(TestBed.reason(stack, "Sweep", "CREATE_FAILED"))
                .startsWith(
                        "Received response status [FAILED] from custom resource. Message returned: not Create Sweep")
                .contains(stage.cloudFormation
                        .requests()
                        .getFirst()
                        .path("RequestId")
                        .asText());
        assertThat(TestBed.reason(stack, "demo", "ROLLBACK_IN_PROGRESS"))
                .isEqualTo("The following resource(s) failed to create: [Sweep]. Rollback requested by user.");
    }

    @Test
    void aFailureCancelsWhatIsUnderWayAndDeletesItUnderAMadeUpId() {
        stage.provider.keepSilentOn("Create Slow");
        stage.provider.keepSilentOn("Create Sweep");
        var creation = stage.cloudFormation.createStack(
                TestBed.NAME, TestBed.resources(SWEEP + SWEEP.replace("Sweep:", "Slow:")), Map.of());
        stage.provider.await("Create Slow");
        var failing = stage.provider.await("Create Sweep");

        var answer = FakeProvider.answerTo(failing).put("Status", "FAILED").put("Reason", "no");
        stage.provider.put(failing, answer.toString());
        var stack = TestBed.ended(creation);

        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(TestBed.reason(stack, "Slow", "CREATE_FAILED")).isEqualTo("Resource creation cancelled");
        assertThat(stage.requests().stream().filter(line -> line.startsWith("Delete Slow")))
                .singleElement()
                .asString()
                .matches("Delete Slow demo-Slow-[A-Z0-9]{12}");
    }

    @Test
    void aCreateThatIsNeverAnsweredIsDeletedUnderAMadeUpId() {
        stage.provider.keepSilentOn("Create Sweep");
        var creation = stage.cloudFormation.createStack(TestBed.NAME, TestBed.resources(SWEEP), Map.of());
        var request = stage.provider.await("Create Sweep");

        stage.time.pass(Duration.ofHours(1));
        var stack = TestBed.ended(creation);

        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(stage.lastRequest().path("PhysicalResourceId").asText()).matches("demo-Sweep-[A-Z0-9]{12}");
        assertThat(TestBed.reason(stack, "Sweep", "CREATE_FAILED"))
                .contains("did not receive a response")
                .contains(request.path("RequestId").asText());
    }

    @Test
    void anAnswerAgainstTheProtocolFailsTheCreate() {
        stage.provider.alter("Create Sweep", answer -> answer.put("PhysicalResourceId", ""));

        var stack = stage.create(SWEEP);

        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(TestBed.reason(stack, "Sweep", "CREATE_FAILED")).isEqualTo("Invalid PhysicalResourceId");
        assertThat(stage.lastRequest().path("PhysicalResourceId").asText()).matches("demo-Sweep-[A-Z0-9]{12}");
    }

    @Test
    void anAttributeThatTheAnswerDoesNotCarryFailsTheStack() {
        var stack = stage.create(SWEEP + "  Part: {Type: Fake::Part, Properties: {Name: !GetAtt Sweep.Weight}}\n");

        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(TestBed.reason(stack, "Part", "CREATE_FAILED"))
                .startsWith("CustomResource attribute error: Vendor response doesn't contain Weight attribute");
    }

    @Test
    void propertiesAndOutputsAreLookedUpInMappings() {
        var template = Template.parse("""
                Parameters: {Size: {Type: Number, Default: 7}}
                Mappings:
                  Sizes: {'7': {Name: small, Labels: [a, b]}, '8': {Name: large, Labels: [c]}}
                  Regions: {us-east-1: {Size: '8'}}
                Resources:
                  Own: {Type: Fake::Part, Properties: {Name: !FindInMap [Sizes, !Ref Size, Name]}}
                  Local:
                    Type: Fake::Part
                    Properties: {Name: !FindInMap [Sizes, !FindInMap [Regions, !Ref AWS::Region, Size], Name]}
                Outputs: {Label: {Value: !Select [1, !FindInMap [Sizes, !Ref Size, Labels]]}}
                """);

        var stack = TestBed.ended(stage.cloudFormation.createStack(TestBed.NAME, template, Map.of()));

        assertThat(stack.physicalResourceIds()).containsOnly(Map.entry("Own", "small"), Map.entry("Local", "large"));
        assertThat(stack.outputs()).containsOnly(Map.entry("Label", "b"));
    }

    @Test
    void anOutputWithoutAValueFailsTheStack() {
        var template = Template.parse("Resources:\n" + SWEEP.replace("<token>", FakeProvider.SERVICE_TOKEN)
                + "Outputs: {Weight: {Value: !GetAtt Sweep.Weight}}");

        var stack = TestBed.ended(stage.cloudFormation.createStack(TestBed.NAME, template, Map.of()));

        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(stage.requests()).containsExactly("Create Sweep", "Delete Sweep first");
    }

    @Test
    void somethingThatExistsAlreadyIsNotMadeAndNotDeleted() {
        stage.parts.existing().add("part");

        var stack = stage.create("  Part: {Type: Fake::Part, Properties: {Name: part}}\n");

        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(TestBed.reason(stack, "Part", "CREATE_FAILED")).isEqualTo("part already exists.");
        assertThat(stage.parts.existing()).containsExactly("part");
    }

    @Test
    void aRollbackKeepsWhatIsRetainedUnlessOnlyAfterItsCreation() {
        stage.provider.refuse("Create Sweep");

        var stack = stage.create("""
                  Kept: {Type: Fake::Part, DeletionPolicy: Retain, Properties: {Name: kept}}
                  Gone: {Type: Fake::Part, DeletionPolicy: RetainExceptOnCreate, Properties: {Name: gone}}
                  Sweep:
                    Type: Custom::Sweep
                    DependsOn: [Kept, Gone]
                    Properties: {ServiceToken: <token>, Id: first}
                """);

        assertThat(stage.parts.existing()).containsExactly("kept");
        assertThat(TestBed.history(stack)).contains("Kept DELETE_SKIPPED", "Gone DELETE_COMPLETE");
    }

    @Test
    void aRollbackThatRetainsExceptOnCreateKeepsNothing() {
        stage.provider.refuse("Create Sweep");
        var template =
                TestBed.resources("  Kept: {Type: Fake::Part, DeletionPolicy: Retain, Properties: {Name: kept}}\n"
                        + SWEEP.replace("Type:", "DependsOn: Kept\n    Type:"));

        TestBed.ended(stage.cloudFormation.createStack(
                TestBed.NAME, template, Map.of(), RollbackMode.RETAIN_EXCEPT_ON_CREATE));

        assertThat(stage.parts.existing()).isEmpty();
    }

    @Test
    void aRollbackThatIsRefusedEndsInRollbackFailed() {
        stage.provider.refuse("Create Sweep");
        stage.provider.refuse("Delete Sweep");

        var stack = stage.create("  Part: {Type: Fake::Part, Properties: {Name: part}}\n"
                + SWEEP.replace("Type:", "DependsOn: Part\n    Type:"));

        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_FAILED);
        assertThat(stack.statusReason()).isEqualTo("The following resource(s) failed to delete: [Sweep]. ");
        assertThat(stack.physicalResourceIds()).containsOnlyKeys("Sweep");
        stage.provider.accept("Delete Sweep");
        assertThat(stage.delete().status()).isEqualTo(StackStatus.DELETE_COMPLETE);
    }

    @Test
    void twoHundredCustomResourcesAreMadeAndDeletedAtOnce() {
        stage.create(IntStream.range(0, 200)
                .mapToObj(number -> SWEEP.replace("Sweep:", "Sweep%s:".formatted(number)))
                .collect(Collectors.joining()));
        IntStream.range(0, 200).forEach(number -> stage.provider.keepSilentOn("Delete Sweep" + number));

        var deletion = stage.cloudFormation.deleteStack(TestBed.NAME);
        var requests = IntStream.range(0, 200)
                .mapToObj(number -> stage.provider.await("Delete Sweep" + number))
                .toList();
        requests.forEach(request -> stage.provider.put(
                request, FakeProvider.answerTo(request).put("Status", "SUCCESS").toString()));

        assertThat(TestBed.ended(deletion).status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(stage.bucket.violations()).isEmpty();
    }

    @Test
    void aNameCanBeTakenOnlyOnce() {
        stage.create(SWEEP);

        assertThatThrownBy(() -> stage.create(SWEEP))
                .isInstanceOf(ValidationException.class)
                .hasMessage("Stack [demo] already exists");
    }

    @Test
    void aTypeThatIsNotPlayedIsRefusedByName() {
        assertThatThrownBy(() -> stage.create("  Bucket: {Type: AWS::S3::Bucket}\n"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("[AWS::S3::Bucket] (Bucket)");
    }

    @Test
    void aServiceTimeoutOutOfRangeFailsBeforeAnythingIsSent() {
        var stack = stage.create(SWEEP.replace("Id: first", "Id: first, ServiceTimeout: 3601"));

        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(stage.requests()).isEmpty();
    }
}
