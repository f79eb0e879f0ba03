package jobsweep.simulator.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.cloudformation.Assets;
import jobsweep.simulator.cloudformation.CloudFormation;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackEvent;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.cloudwatch.Alarms;
import jobsweep.simulator.iam.Decision;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iot.IotJobs;
import jobsweep.simulator.lambda.AttemptResult;
import jobsweep.simulator.lambda.EventSettings;
import jobsweep.simulator.lambda.FunctionMetric;
import jobsweep.simulator.lambda.Lambda;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsResourceTypesTest {
    private static final String THING_ARN = "arn:aws:iot:us-east-1:123456789012:thing/pump-7";
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:sweeper";
    private static final String LAST_RESORT = "arn:aws:lambda:us-east-1:123456789012:function:last-resort";
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
                    Statement:
                      - {Effect: Allow, Action: 'iot:DeleteJobExecution', Resource: !GetAtt Thing.Arn}
                      - {Effect: Allow, Action: 'lambda:InvokeFunction', Resource: !GetAtt LastResort.Arn}
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
                Properties:
                  FunctionName: !Ref Function
                  Qualifier: $LATEST
                  MaximumRetryAttempts: 0
                  DestinationConfig: {OnFailure: {Destination: !GetAtt LastResort.Arn}}
              LastResort:
                Type: AWS::Lambda::Function
                Properties:
                  FunctionName: last-resort
                  Role: !GetAtt Role.Arn
                  Handler: LastResort
                  Runtime: java25
                  Code: {S3Bucket: assets, S3Key: sweeper.jar}
                  LoggingConfig: {LogGroup: !Ref Logs}
              Alarm:
                Type: AWS::CloudWatch::Alarm
                Properties:
                  AlarmName: lost
                  ComparisonOperator: GreaterThanOrEqualToThreshold
                  EvaluationPeriods: 1
                  Threshold: 1
                  TreatMissingData: notBreaching
                  Metrics:
                    - {Id: expr_1, Expression: 'SUM([errors, undelivered])', Label: Lost}
                    - Id: errors
                      ReturnData: false
                      MetricStat:
                        Period: 300
                        Stat: Sum
                        Metric:
                          Namespace: AWS/Lambda
                          MetricName: Errors
                          Dimensions: [{Name: FunctionName, Value: !Ref LastResort}]
                    - Id: undelivered
                      ReturnData: false
                      MetricStat:
                        Period: 300
                        Stat: Sum
                        Metric:
                          Namespace: AWS/Lambda
                          MetricName: DestinationDeliveryFailures
                          Dimensions: [{Name: FunctionName, Value: !Ref Function}]
              Metadata: {Type: AWS::CDK::Metadata, Properties: {Analytics: v2}}
            Outputs:
              Token: {Value: !GetAtt Function.Arn}
            """;

    private final SimulatedAws aws;
    private final Iam iam;
    private final IotJobs iot;
    private final Lambda lambda;
    private final Alarms alarms;
    private final CloudFormation cloudFormation;

    AwsResourceTypesTest(@TempDir Path directory) throws IOException {
        aws = SimulatedAws.builder()
                .assets(Assets.of(Map.of("sweeper.jar", archive(directory))))
                .start();
        iam = aws.iam();
        iot = aws.jobs();
        lambda = aws.lambda();
        alarms = aws.alarms();
        cloudFormation = aws.cloudFormation();
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
        aws.close();
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
                .hasMessageContaining("Function not found");
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
        var stack = create(TEMPLATE.replace("MemorySize: 512", "PackageType: Image"));

        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(stack.events())
                .extracting(StackEvent::reason)
                .contains("The simulator does not play property PackageType of AWS::Lambda::Function");
    }

    @Test
    void aFunctionInAVpcNeedsARoleThatMayMakeItsInterfaces() {
        String inVpc = TEMPLATE.replace("MemorySize: 512", "VpcConfig: {SubnetIds: [subnet-1]}");

        var denied = create(inVpc);

        assertThat(denied.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(denied.events())
                .extracting(StackEvent::reason)
                .contains(
                        "The function's execution role does not have permissions to call CreateNetworkInterface on EC2");
        cloudFormation.deleteStack("demo").join();
        var allowed = create(inVpc.replace("'iot:DeleteJobExecution', Resource: !GetAtt Thing.Arn", """
                ['iot:DeleteJobExecution', 'ec2:CreateNetworkInterface'], Resource: '*'\
                """));
        assertThat(allowed.status()).isEqualTo(StackStatus.CREATE_COMPLETE);
    }

    @Test
    void aFunctionWhoseEventsFailHasTheOtherOneTold() {
        create(TEMPLATE);

        lambda.invoke(FUNCTION, NullNode.instance);
        lambda.awaitQuiet();

        // Neither has a class, so that both fail: the first one once, as its settings say.
        assertThat(lambda.invocations())
                .extracting(AttemptResult::functionArn)
                .containsExactly(FUNCTION, LAST_RESORT, LAST_RESORT, LAST_RESORT);
    }

    @Test
    void anAlarmIsRaisedByTheFunctionItWatches() {
        create(TEMPLATE);
        assertThat(alarms.isRaised("lost")).isFalse();

        lambda.invoke(FUNCTION, NullNode.instance);
        lambda.awaitQuiet();

        assertThat(alarms.isRaised("lost")).isTrue();
    }

    @Test
    void anAlarmIsRaisedByARecordThatNobodyWasTold() {
        create(TEMPLATE);
        lambda.delete(LAST_RESORT);

        lambda.invoke(FUNCTION, NullNode.instance);
        lambda.awaitQuiet();

        assertThat(alarms.isRaised("lost")).isTrue();
        assertThat(lambda.count(FunctionMetric.ERRORS, LAST_RESORT)).isZero();
    }

    @Test
    void anAlarmOnOneMetricIsRaisedToo() {
        create("""
                Resources:
                  Alarm:
                    Type: AWS::CloudWatch::Alarm
                    Properties:
                      AlarmName: errors
                      ComparisonOperator: GreaterThanThreshold
                      EvaluationPeriods: 1
                      Threshold: 1
                      Namespace: AWS/Lambda
                      MetricName: Errors
                      Statistic: Sum
                      Period: 300
                      Dimensions: [{Name: FunctionName, Value: last-resort}]
                """);
        assertThat(alarms.isRaised("errors")).isFalse();

        create("second", TEMPLATE);
        lambda.invokeAndWait(LAST_RESORT, NullNode.instance);
        assertThat(alarms.isRaised("errors")).isFalse();
        lambda.invokeAndWait(LAST_RESORT, NullNode.instance);
        assertThat(alarms.isRaised("errors")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SUM([errors, undelivered]) | errors + undelivered | the expression errors + undelivered
            SUM([errors, undelivered]) | SUM([errors])        | the expression SUM([errors]) of
            MetricName: Errors         | MetricName: Duration | MetricName Duration
            Name: FunctionName         | Name: Resource       | other Dimensions than FunctionName
            Stat: Sum                  | Stat: Average        | another Stat than Sum
            GreaterThanOrEqualToThreshold | LessThanThreshold | ComparisonOperator LessThanThreshold
            """)
    void anAlarmThatIsNotPlayedFails(String what, String instead, String reason) {
        var stack = create(TEMPLATE.replace(what, instead));

        assertThat(stack.events())
                .extracting(StackEvent::reason)
                .anyMatch(said -> said.startsWith("The simulator does not play alarms with " + reason));
    }

    @Test
    void aDestinationThatTheRoleMayNotInvokeFails() {
        var stack = create(TEMPLATE.replace("lambda:InvokeFunction", "lambda:GetFunction"));

        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(stack.events())
                .extracting(StackEvent::reason)
                .contains("The function's execution role does not have permissions to call InvokeFunction on "
                        + LAST_RESORT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{OnFailure: {Destination: 'arn:aws:sqs:us-east-1:123456789012:lost'}}",
                "{OnSuccess: {Destination: !GetAtt LastResort.Arn}}"
            })
    void aDestinationThatIsNotPlayedFails(String destinations) {
        var stack = create(TEMPLATE.replace("{OnFailure: {Destination: !GetAtt LastResort.Arn}}", destinations));

        assertThat(stack.events())
                .extracting(StackEvent::reason)
                .contains("The simulator plays functions as OnFailure destinations only");
    }

    @Test
    void withoutItsSettingsAFunctionTellsNobody() {
        create(TEMPLATE);
        var retries = TEMPLATE.substring(TEMPLATE.indexOf("  Retries:"), TEMPLATE.indexOf("  LastResort:"));

        update(TEMPLATE.replace(retries, ""));

        assertThat(lambda.function(FUNCTION).events()).isEqualTo(EventSettings.DEFAULT);
    }

    private boolean isAllowed(String action) {
        var key = iam.accessKeyFor("arn:aws:iam::123456789012:role/sweeper");
        return iam.authorize(key, action, List.of(THING_ARN)) instanceof Decision.Allowed;
    }

    private Stack create(String template) {
        return create("demo", template);
    }

    private Stack create(String stackName, String template) {
        return cloudFormation
                .createStack(stackName, Template.parse(template), Map.of())
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
