package jobsweep.simulator.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.Assets;
import jobsweep.simulator.cloudformation.CloudFormation;
import jobsweep.simulator.cloudformation.CustomResources;
import jobsweep.simulator.cloudformation.ResourceTypes;
import jobsweep.simulator.cloudformation.ResponseBucket;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackEvent;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.cloudformation.Timer;
import jobsweep.simulator.iam.Decision;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iot.IotJobs;
import jobsweep.simulator.lambda.Lambda;
import jobsweep.simulator.lambda.LambdaSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwsResourceTypesTest {
    private static final String THING_ARN = "arn:aws:iot:us-east-1:123456789012:thing/pump-7";
    private static final String TEMPLATE = """
            Resources:
              Thing: {Type: AWS::IoT::Thing, Properties: {ThingName: pump-7}}
              Logs: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: sweeps, RetentionInDays: 30}}
              Role:
                Type: AWS::IAM::Role
                Properties:
                  RoleName: sweeper
                  AssumeRolePolicyDocument:
                    Statement: {Effect: Allow, Action: sts:AssumeRole, Principal: {Service: lambda.amazonaws.com}}
              Policy:
                Type: AWS::IAM::RolePolicy
                Properties:
                  PolicyName: sweeping
                  RoleName: !Ref Role
                  PolicyDocument:
                    Statement: {Effect: Allow, Action: 'iot:DeleteJobExecution', Resource: !GetAtt Thing.Arn}
              Function:
                Type: AWS::Lambda::Function
                DependsOn: Policy
                Properties:
                  FunctionName: sweeper
                  Role: !GetAtt Role.Arn
                  Handler: Sweeper
                  Runtime: java25
                  MemorySize: 512
                  Timeout: 60
                  Code: {S3Bucket: assets, S3Key: sweeper.jar}
                  Environment: {Variables: {COLOUR: blue}}
                  LoggingConfig: {LogGroup: !Ref Logs}
              Retries:
                Type: AWS::Lambda::EventInvokeConfig
                Properties: {FunctionName: !Ref Function, Qualifier: $LATEST, MaximumRetryAttempts: 0}
              Metadata: {Type: AWS::CDK::Metadata, Properties: {Analytics: v2}}
            Outputs:
              Token: {Value: !GetAtt Function.Arn}
            """;

    private final Iam iam = new Iam();
    private final IotJobs iot = new IotJobs(InstantSource.system());
    private final Lambda lambda;
    private final ResponseBucket bucket = ResponseBucket.start();
    private final CloudFormation cloudFormation;

    AwsResourceTypesTest(@TempDir Path directory) throws IOException {
        lambda = new Lambda(LambdaSettings.of(iam, directory));
        var types = AwsResourceTypes.of(
                Account.example(),
                Assets.of(Map.of("sweeper.jar", archive(directory))),
                new AwsServices(iam, iot, lambda));
        var customResources = new CustomResources(bucket, lambda::invoke, Timer.system());
        cloudFormation = new CloudFormation(
                Account.example(), new ResourceTypes(customResources, types), InstantSource.system());
    }

    private static Path archive(Path directory) throws IOException {
        var archive = directory.resolve("sweeper.jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry("Sweeper.class"));
        }
        return archive;
    }

    @AfterEach
    void close() {
        lambda.close();
        bucket.close();
    }

    @Test
    void whatATemplateMakesIsThereAndGoesAgain() {
        var stack = create(TEMPLATE);

        assertThat(stack.status()).isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(iot.hasThing("pump-7")).isTrue();
        assertThat(isAllowed("iot:DeleteJobExecution")).isTrue();
        var function = stack.outputs().getOrDefault("Token", "");
        assertThat(function).isEqualTo("arn:aws:lambda:us-east-1:123456789012:function:sweeper");

        assertThat(cloudFormation.deleteStack("demo").join().status()).isEqualTo(StackStatus.DELETE_COMPLETE);

        assertThat(iot.hasThing("pump-7")).isFalse();
        assertThat(isAllowed("iot:DeleteJobExecution")).isFalse();
        assertThat(iam.trusts("arn:aws:iam::123456789012:role/sweeper", "lambda.amazonaws.com"))
                .isFalse();
        assertThatThrownBy(() -> lambda.invokeAndWait(function, NullNode.instance))
                .hasMessageContaining("does not exist");
    }

    @Test
    void aPolicyChangesInPlaceWhileItKeepsItsName() {
        var policy = create(TEMPLATE).physicalResourceIds().get("Policy");

        var stack = update(TEMPLATE.replace("DeleteJobExecution", "CancelJobExecution"));

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(stack.physicalResourceIds().get("Policy")).isEqualTo(policy);
        assertThat(isAllowed("iot:CancelJobExecution")).isTrue();
        assertThat(isAllowed("iot:DeleteJobExecution")).isFalse();
    }

    @Test
    void anotherPolicyNameIsAnotherPolicyAndTheOldOneGoesInCleanUp() {
        create(TEMPLATE);

        var stack = update(
                TEMPLATE.replace("sweeping", "more-sweeping").replace("DeleteJobExecution", "CancelJobExecution"));

        assertThat(history(stack))
                .containsSubsequence(
                        "Policy UPDATE_COMPLETE",
                        "demo UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                        "Policy DELETE_COMPLETE",
                        "demo UPDATE_COMPLETE");
        assertThat(isAllowed("iot:CancelJobExecution")).isTrue();
        assertThat(isAllowed("iot:DeleteJobExecution")).isFalse();
    }

    @Test
    void aThingThatExistsFailsTheStackAndStays() {
        iot.createThing("pump-7");

        var stack = create(TEMPLATE);

        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(stack.events())
                .extracting(StackEvent::reason)
                .contains("Resource of type 'AWS::IoT::Thing' with identifier 'pump-7' already exists.");
        assertThat(iot.hasThing("pump-7")).isTrue();
    }

    @Test
    void aNameThatIsTakenByAnotherStackFails() {
        create(TEMPLATE);

        var second = cloudFormation
                .createStack(
                        "second",
                        Template.parse(
                                "Resources: {L: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: sweeps}}}"),
                        Map.of())
                .join();

        assertThat(second.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
    }

    @Test
    void aPropertyThatIsNotPlayedFailsTheResource() {
        var stack = create(TEMPLATE.replace("MemorySize: 512", "ReservedConcurrentExecutions: 1"));

        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(stack.events())
                .extracting(StackEvent::reason)
                .contains("The simulator does not play property ReservedConcurrentExecutions of AWS::Lambda::Function");
    }

    private boolean isAllowed(String action) {
        var key = iam.accessKeyFor("arn:aws:iam::123456789012:role/sweeper");
        return iam.authorize(key, action, List.of(THING_ARN)) instanceof Decision.Allowed;
    }

    private Stack create(String template) {
        return cloudFormation
                .createStack("demo", Template.parse(template), Map.of())
                .join();
    }

    private Stack update(String template) {
        return cloudFormation
                .updateStack("demo", Template.parse(template), Map.of())
                .join();
    }

    private static List<String> history(Stack stack) {
        return stack.events().stream()
                .map(event -> event.logicalResourceId() + " " + event.status())
                .toList();
    }
}
