package jobsweep.infra;

import static jobsweep.infra.SynthesizedStack.CLEANUP;
import static jobsweep.infra.SynthesizedStack.FUNCTION;
import static jobsweep.infra.SynthesizedStack.INVOCATIONS;
import static jobsweep.infra.SynthesizedStack.LOG_GROUP;
import static jobsweep.infra.SynthesizedStack.ON_FAILURE_FUNCTION;
import static jobsweep.infra.SynthesizedStack.ON_FAILURE_INVOCATIONS;
import static jobsweep.infra.SynthesizedStack.ON_FAILURE_POLICY;
import static jobsweep.infra.SynthesizedStack.ON_FAILURE_ROLE;
import static jobsweep.infra.SynthesizedStack.POLICY;
import static jobsweep.infra.SynthesizedStack.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jobsweep.contract.Variables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.cloudwatch.actions.Ec2Action;
import software.amazon.awscdk.services.cloudwatch.actions.Ec2InstanceAction;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

class JobExecutionCleanupProviderTest {
    @Test
    void whoDeploysIsAllowedToUseItByTheirOwnPolicy() {
        JobExecutionCleanupProvider provider = JobExecutionCleanupProvider.getOrCreate(stack);
        Role deployer = Role.Builder.create(stack, "Deployer")
                .assumedBy(new ServicePrincipal("cloudformation.amazonaws.com"))
                .build();

        provider.grantUse(deployer).assertSuccess();

        Object function = Map.of("Fn::GetAtt", List.of(FUNCTION, "Arn"));
        Template.fromStack(stack)
                .hasResourceProperties(
                        "AWS::IAM::Policy",
                        Map.of(
                                "PolicyDocument",
                                Match.objectLike(Map.of(
                                        "Statement",
                                        List.of(Match.objectLike(Map.of(
                                                "Action",
                                                "lambda:InvokeFunction",
                                                "Resource",
                                                Match.arrayWith(List.of(function))))))),
                                "Roles",
                                List.of(stack.resolve(deployer.getRoleName()))));
        Template.fromStack(stack).resourceCountIs("AWS::Lambda::Permission", 0);
    }

    @Test
    void anotherAccountIsLetInAtTheFunction() {
        JobExecutionCleanupProvider.getOrCreate(stack)
                .grantUse(new AccountPrincipal("210987654321"))
                .assertSuccess();

        Template.fromStack(stack)
                .hasResourceProperties(
                        "AWS::Lambda::Permission",
                        Map.of(
                                "Action",
                                "lambda:InvokeFunction",
                                "FunctionName",
                                Map.of("Fn::GetAtt", List.of(FUNCTION, "Arn")),
                                "Principal",
                                "210987654321"));
    }

    private final Stack stack = new Stack();

    @Test
    void aStackHasOnePairOfFunctionsHoweverManyCleanups() {
        cleanup(stack, "First").build();
        cleanup(new Construct(stack, "Nested"), "Second").build();

        synthesized().template().resourceCountIs(CLEANUP, 2);
        synthesized().template().resourceCountIs("AWS::Lambda::Function", 2);
        synthesized().template().resourceCountIs("AWS::IAM::Role", 2);
    }

    @Test
    void logicalIdsAreTheSameWithEverySetting() {
        JobExecutionCleanupProvider.getOrCreate(stack);
        Stack other = new Stack();
        JobExecutionCleanupProvider.Builder.create(other)
                .memorySize(1024)
                .architecture(Architecture.X86_64)
                .logRetention(RetentionDays.ONE_DAY)
                .jobPatterns(List.of("firmware-*"))
                .thingPatterns(List.of("greenhouse-*"))
                .longestGracePeriod(Duration.minutes(5))
                .alarmActions(List.of(new Ec2Action(Ec2InstanceAction.STOP)))
                .build();

        assertThat(SynthesizedStack.of(other).resources().keySet())
                .isEqualTo(synthesized().resources().keySet())
                .containsExactlyInAnyOrder(
                        "JobExecutionCleanupProviderLogGroup08F7A536",
                        ROLE,
                        POLICY,
                        FUNCTION,
                        INVOCATIONS,
                        ON_FAILURE_ROLE,
                        ON_FAILURE_POLICY,
                        ON_FAILURE_FUNCTION,
                        ON_FAILURE_INVOCATIONS,
                        "JobExecutionCleanupProviderErrorAlarm54F973FC");
    }

    @Test
    void runtimeMemoryAndArchitectureAreAsDecided() {
        JobExecutionCleanupProvider.getOrCreate(stack);

        assertThat(synthesized().properties(FUNCTION))
                .containsEntry("Runtime", "java25")
                .containsEntry("Handler", "jobsweep.jobexecution.JobExecutionHandler")
                .containsEntry("MemorySize", 512)
                .containsEntry("Architectures", List.of("arm64"));
        assertThat(synthesized().properties(FUNCTION)).doesNotContainKey("SnapStart");
    }

    @Test
    void memoryArchitectureAndRetentionCanBeSet() {
        JobExecutionCleanupProvider.Builder.create(stack)
                .memorySize(1024)
                .architecture(Architecture.X86_64)
                .logRetention(RetentionDays.ONE_YEAR)
                .build();

        assertThat(synthesized().properties(FUNCTION))
                .containsEntry("MemorySize", 1024)
                .containsEntry("Architectures", List.of("x86_64"));
        synthesized().template().hasResourceProperties(LOG_GROUP, Map.of("RetentionInDays", 365));
    }

    @Test
    void theFunctionLogsToItsOwnGroupThatStaysWhenTheStackGoes() {
        JobExecutionCleanupProvider.getOrCreate(stack);

        assertThat(synthesized().read(FUNCTION, "Properties", "LoggingConfig", "LogGroup", "Ref"))
                .isEqualTo(synthesized().logicalId(LOG_GROUP));
        assertThat(synthesized().read(LOG_GROUP, "DeletionPolicy")).isEqualTo("Retain");
        assertThat(synthesized().properties(LOG_GROUP)).containsOnlyKeys("RetentionInDays");
    }

    @Test
    void aProviderMadeBeforeIsUsedByTheStacksCleanups() {
        JobExecutionCleanupProvider.Builder.create(stack).memorySize(1024).build();
        cleanup(stack, "Rollout").build();

        assertThat(synthesized().read(FUNCTION, "Properties", "MemorySize")).isEqualTo(1024);
    }

    @Test
    void itsPartsAreTheCdks() {
        JobExecutionCleanupProvider provider = JobExecutionCleanupProvider.getOrCreate(stack);

        assertThat(stack.resolve(List.of(
                        provider.getFunction().getFunctionArn(),
                        provider.getOnFailureFunction().getFunctionArn(),
                        provider.getRole().getRoleArn(),
                        provider.getLogGroup().getLogGroupName(),
                        provider.getErrorAlarm().getAlarmArn())))
                .isEqualTo(List.of(
                        Map.of("Fn::GetAtt", List.of(FUNCTION, "Arn")),
                        Map.of("Fn::GetAtt", List.of(ON_FAILURE_FUNCTION, "Arn")),
                        Map.of("Fn::GetAtt", List.of(ROLE, "Arn")),
                        Map.of("Ref", synthesized().logicalId(LOG_GROUP)),
                        Map.of("Fn::GetAtt", List.of(synthesized().logicalId(SynthesizedStack.ALARM), "Arn"))));
    }

    @Test
    void aSecondProviderIsRefused() {
        JobExecutionCleanupProvider.Builder.create(stack).build();

        assertThatIllegalStateException()
                .isThrownBy(
                        () -> JobExecutionCleanupProvider.Builder.create(stack).build());
    }

    @Test
    void aProviderMadeAfterTheFirstCleanupIsRefused() {
        cleanup(stack, "Rollout").build();

        assertThatIllegalStateException()
                .isThrownBy(
                        () -> JobExecutionCleanupProvider.Builder.create(stack).build())
                .withMessage(
                        "Stack %s has a JobExecutionCleanupProvider already: make it once, before the first JobExecutionCleanup",
                        stack.getNode().getPath());
    }

    @Test
    void aServiceTokenOfAnotherStackBringsNothingAlong() {
        cleanup(stack, "Rollout")
                .provider(JobExecutionCleanupProvider.fromServiceToken(
                        stack, "Provider", Fn.importValue("JobsweepServiceToken")))
                .build();

        synthesized().template().resourceCountIs("AWS::Lambda::Function", 0);
        assertThat(synthesized().read(CLEANUP, "Properties", "ServiceToken"))
                .isEqualTo(Map.of("Fn::ImportValue", "JobsweepServiceToken"));
    }

    @Test
    void aProviderWithPatternsServesAnotherStack() {
        App app = new App();
        Stack providers = new Stack(app, "Providers");
        JobExecutionCleanupProvider shared = JobExecutionCleanupProvider.Builder.create(providers)
                .jobPatterns(List.of("*"))
                .thingPatterns(List.of("*"))
                .build();
        Stack user = new Stack(app, "User");
        cleanup(user, "Rollout").provider(shared).build();

        SynthesizedStack.of(user).template().resourceCountIs("AWS::Lambda::Function", 0);
        assertThat(user.getDependencies()).containsExactly(providers);
    }

    @Test
    void aProviderWithoutPatternsIsForItsOwnStackOnly() {
        App app = new App();
        JobExecutionCleanupProvider provider = JobExecutionCleanupProvider.getOrCreate(new Stack(app, "Providers"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup(new Stack(app, "User"), "Rollout")
                        .provider(provider)
                        .build())
                .withMessage(
                        "User/Rollout uses the JobExecutionCleanupProvider of another stack, Providers: give that provider jobPatterns and thingPatterns");
    }

    @Test
    void aLiteralOutsideOfThePatternsIsRefused() {
        patterns(List.of("firmware-*", "cert-?"), List.of("greenhouse-*"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup(stack, "Job").jobId("cert-10").build())
                .withMessage("JobId must be covered by the patterns [firmware-*, cert-?], got 'cert-10'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup(stack, "Thing").thingName("shed-1").build())
                .withMessage("ThingName must be covered by the patterns [greenhouse-*], got 'shed-1'");
    }

    @Test
    void literalsAndTokensWithinThePatternsPass() {
        patterns(List.of("firmware-*", "cert-?"), List.of("greenhouse-*"));

        cleanup(stack, "Literal").jobId("cert-1").build();
        cleanup(stack, "Token").thingName(Fn.ref("AWS::StackName")).build();

        synthesized().template().resourceCountIs(CLEANUP, 2);
    }

    @Test
    void patternsForJobsOrThingsOnlyAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> patterns(List.of("firmware-*"), List.of()))
                .withMessageStartingWith("thingPatterns must be one or more patterns of 1 to 128 characters")
                .withMessageEndingWith(", got none");
    }

    @Test
    void whatStandsBesideATokenInAPatternIsHeldAgainstTheRules() {
        String token = Fn.ref("AWS::StackName");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> patterns(List.of("*"), List.of("a b" + token)))
                .withMessageStartingWith("thingPatterns must be one or more patterns")
                .withMessageEndingWith(", got 'a b<token>'");
    }

    @Test
    void aTokenForAListOfPatternsIsRefused() {
        List<String> list = Fn.split(",", Fn.ref("AWS::StackName"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> patterns(list, List.of("*")))
                .withMessage(
                        "jobPatterns must be a list whose length is known when the app is synthesized, got a token for a list");
    }

    @Test
    void aPatternMayBeAToken() {
        patterns(List.of(Fn.select(0, Fn.split(",", Fn.ref("AWS::StackName")))), List.of("*"));

        assertThat(synthesized().resourcesOf("iot:DeleteJobExecution", "iot:DescribeJobExecution"))
                .hasSize(2);
    }

    @Test
    void aConstructThatHasTheProvidersIdIsRefusedInWords() {
        Construct other = new Construct(stack, "JobExecutionCleanupProvider");

        assertThatIllegalStateException()
                .isThrownBy(() -> cleanup(stack, "Rollout").build())
                .withMessage(
                        "Stack %s has a construct of another kind with the id %s, which is that of the provider of its cleanups: give it another id",
                        stack.getNode().getPath(), other.getNode().getId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not an arn",
                "arn:aws:sqs:eu-west-1:123456789012:jobsweep",
                "arn:aws:lambda:eu-west-1:1234:function:jobsweep"
            })
    void aServiceTokenIsAFunctionsArn(String token) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobExecutionCleanupProvider.fromServiceToken(stack, "Provider", token))
                .withMessage(
                        "serviceToken must be an ARN arn:<partition>:lambda:<Region>:<account>:…, got '%s'", token);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobExecutionCleanupProviderAttributes.builder()
                        .serviceToken(null)
                        .build())
                .withMessageStartingWith("serviceToken is required");
    }

    @Test
    void aServiceTokenIsOfTheStacksRegion() {
        Stack elsewhere = Stack.Builder.create(new App(), "Elsewhere")
                .env(Environment.builder()
                        .account("123456789012")
                        .region("eu-central-1")
                        .build())
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobExecutionCleanupProvider.fromServiceToken(
                        elsewhere, "Provider", "arn:aws:lambda:eu-west-1:123456789012:function:jobsweep"))
                .withMessage(
                        "serviceToken must be of a function in the stack's Region, eu-central-1, where alone CloudFormation calls it, got one in eu-west-1");
    }

    @ParameterizedTest
    @CsvSource({"10, 9,", "11, 9, 11", "9, 12, 12"})
    void aFunctionKnowsHowManyCleanupsAStackHasWhereTheyAreMany(int own, int others, @Nullable String most) {
        App app = new App();
        Stack first = new Stack(app, "First");
        Stack other = new Stack(app, "Other");
        JobExecutionCleanupProvider provider = JobExecutionCleanupProvider.Builder.create(first)
                .jobPatterns(List.of("firmware-*"))
                .thingPatterns(List.of("greenhouse-*"))
                .build();
        IntStream.range(0, own)
                .forEach(number -> cleanup(first, "Rollout" + number).build());
        IntStream.range(0, others)
                .forEach(number ->
                        cleanup(other, "Rollout" + number).provider(provider).build());

        Object variables = SynthesizedStack.of(first).read(FUNCTION, "Properties", "Environment", "Variables");
        assertThat(((Map<?, ?>) variables).get(Variables.CLEANUPS)).isEqualTo(most);
    }

    /// The CDK answers Java's questions and asks its own inside them, so each of these takes some of the stack.
    @Test
    void moreCleanupsNeedNoLargerStack() throws InterruptedException {
        patterns(List.of("firmware-*"), List.of("greenhouse-*"));
        IntStream.range(0, 250)
                .forEach(number -> cleanup(stack, "Rollout" + number).build());
        List<Throwable> failures = new ArrayList<>();
        Thread small = new Thread(null, this::synthesized, "small", 256 * 1024);
        small.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));

        small.start();
        small.join();

        assertThat(failures).isEmpty();
    }

    @Test
    void aPatternThatIsNullIsNotGiven() {
        patterns(Arrays.asList("firmware-*", null), Arrays.asList(null, "greenhouse-*"));

        assertThat(synthesized().resourcesOf("iot:DeleteJobExecution", "iot:DescribeJobExecution"))
                .hasSize(2);
    }

    @Test
    void theFunctionOfAnotherAppIsOneOfTheCdks() {
        IJobExecutionCleanupProvider provider = JobExecutionCleanupProvider.fromServiceToken(
                stack, "Provider", "arn:aws:lambda:eu-west-1:123456789012:function:jobsweep");

        assertThat(provider.getFunction().getFunctionName()).isEqualTo("jobsweep");
    }

    private void patterns(List<String> jobs, List<String> things) {
        JobExecutionCleanupProvider.Builder.create(stack)
                .jobPatterns(jobs)
                .thingPatterns(things)
                .build();
    }

    private static JobExecutionCleanup.Builder cleanup(Construct scope, String id) {
        return JobExecutionCleanup.Builder.create(scope, id)
                .jobId("firmware-42")
                .thingName("greenhouse-7");
    }

    private SynthesizedStack synthesized() {
        return SynthesizedStack.of(stack);
    }
}
