package jobsweep.infra;

import static jobsweep.infra.SynthesizedStack.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import jobsweep.contract.RequestKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.CodeSigningConfig;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.signer.Platform;
import software.amazon.awscdk.services.signer.SigningProfile;
import software.amazon.awscdk.services.sns.Topic;

/// What a company sets, on a provider and on a queue alike.
class CommonSettingsTest {
    private static final String KEY_ARN =
            "arn:aws:kms:eu-central-1:123456789012:key/01234567-89ab-cdef-0123-456789abcdef";
    private static final String ROLE_ARN = "arn:aws:iam::123456789012:role/path/functions";

    private final Stack stack = new Stack();

    /// The two constructs, the queue with all the functions that it can have.
    enum Construct {
        PROVIDER("jobsweep.jobexecution.JobExecutionHandler", 2) {
            @Override
            void build(Stack stack, Consumer<FunctionBuilder<?, ?>> settings) {
                JobExecutionCleanupProvider.Builder builder = JobExecutionCleanupProvider.Builder.create(stack);
                settings.accept(builder);
                builder.build();
            }
        },
        QUEUE("jobsweep.jobexecution.CleanupQueueHandler", 3) {
            @Override
            void build(Stack stack, Consumer<FunctionBuilder<?, ?>> settings) {
                JobExecutionCleanupQueue.Builder builder = queue(stack);
                settings.accept(builder);
                builder.build().turnOnEvents();
            }
        };

        private final String handler;
        private final int functions;

        Construct(String handler, int functions) {
            this.handler = handler;
            this.functions = functions;
        }

        abstract void build(Stack stack, Consumer<FunctionBuilder<?, ?>> settings);

        /// The construct with something to delete, and without events.
        void buildDeleting(Stack stack, Consumer<FunctionBuilder<?, ?>> settings) {
            if (this == PROVIDER) {
                build(stack, settings);
                JobExecutionCleanup.Builder.create(stack, "Rollout")
                        .jobId("firmware-42")
                        .thingName("greenhouse-7")
                        .build();
                return;
            }
            JobExecutionCleanupQueue.Builder builder = queue(stack);
            settings.accept(builder);
            builder.build().allowDeferred(RequestKind.ONE_EXECUTION);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFunctionIsConnectedToTheVpcAndMayMakeItsInterfaces(Construct construct) {
        Vpc vpc = Vpc.Builder.create(stack, "Vpc").build();
        SecurityGroup group =
                SecurityGroup.Builder.create(stack, "Group").vpc(vpc).build();
        SubnetSelection subnets = SubnetSelection.builder()
                .subnetType(SubnetType.PRIVATE_WITH_EGRESS)
                .build();

        construct.build(stack, settings -> settings.vpc(vpc).vpcSubnets(subnets).securityGroups(List.of(group)));

        assertThat(functions(construct)).allSatisfy(function -> {
            assertThat(at(function, "VpcConfig", "SecurityGroupIds"))
                    .isEqualTo(stack.resolve(List.of(group.getSecurityGroupId())));
            assertThat(at(function, "VpcConfig", "SubnetIds"))
                    .isEqualTo(stack.resolve(vpc.selectSubnets(subnets).getSubnetIds()));
        });
        assertThat(allowing("ec2:CreateNetworkInterface")).isEqualTo(construct.functions);
    }

    @Test
    void withoutSecurityGroupsEachFunctionGetsOne() {
        Vpc vpc = Vpc.Builder.create(stack, "Vpc").build();

        Construct.PROVIDER.build(stack, settings -> settings.vpc(vpc));

        template().resourceCountIs("AWS::EC2::SecurityGroup", 2);
    }

    @Test
    void subnetsAndSecurityGroupsNeedTheirVpc() {
        Vpc vpc = Vpc.Builder.create(stack, "Vpc").build();
        SecurityGroup group =
                SecurityGroup.Builder.create(stack, "Group").vpc(vpc).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Construct.PROVIDER.build(stack, settings -> settings.securityGroups(List.of(group))))
                .withMessage("vpcSubnets and securityGroups must be given together with vpc");
    }

    @ParameterizedTest
    @EnumSource
    void everyFunctionRunsInTheRoleThatIsGivenAndIsAllowedItsCallsThere(Construct construct) {
        construct.build(stack, settings -> settings.role(Role.fromRoleArn(stack, "Given", ROLE_ARN)));

        assertThat(functions(construct))
                .allSatisfy(function -> assertThat(at(function, "Role")).isEqualTo(ROLE_ARN));
        template().resourceCountIs("AWS::IAM::Role", 0);
        assertThat(allowing("logs:PutLogEvents")).isEqualTo(construct.functions);
    }

    @ParameterizedTest
    @EnumSource
    void aBoundaryIsThatOfEveryRole(Construct construct) {
        construct.build(stack, settings -> {});
        PermissionsBoundary.of(stack)
                .apply(ManagedPolicy.fromManagedPolicyArn(stack, "Boundary", "arn:aws:iam::123456789012:policy/b"));

        template()
                .allResourcesProperties(
                        "AWS::IAM::Role", Map.of("PermissionsBoundary", "arn:aws:iam::123456789012:policy/b"));
    }

    @Test
    void variablesAreEncryptedWithTheKeyWhereThereAreAny() {
        Construct.PROVIDER.build(
                stack, settings -> settings.environmentEncryption(Key.fromKeyArn(stack, "Key", KEY_ARN)));

        assertThat(functions(Construct.PROVIDER))
                .filteredOn(function -> function.containsKey("KmsKeyArn"))
                .singleElement()
                .satisfies(function -> assertThat(function)
                        .containsEntry("KmsKeyArn", KEY_ARN)
                        .containsEntry("Handler", "jobsweep.jobexecution.JobExecutionHandler"));
        assertThat(allowing("kms:Decrypt")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void furtherVariablesAreEveryFunctionsAndAreEncrypted(Construct construct) {
        construct.build(
                stack,
                settings -> settings.environment(Map.of("HTTPS_PROXY", "http://proxy:3128"))
                        .environmentEncryption(Key.fromKeyArn(stack, "Key", KEY_ARN)));

        assertThat(functions(construct)).allSatisfy(function -> {
            assertThat(at(function, "Environment", "Variables", "HTTPS_PROXY")).isEqualTo("http://proxy:3128");
            assertThat(at(function, "KmsKeyArn")).isEqualTo(KEY_ARN);
        });
        assertThat(function(construct)).extracting("Environment").asString().contains("JOBSWEEP_");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JOBSWEEP_QUEUE_URL", "1ST", "A-B", "A", ""})
    void aVariableOfJobsweepsOwnOrOneThatLambdaDoesNotTakeIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue(stack).environment(Map.of(name, "value")))
                .withMessage(
                        "environment must have names of two or more characters of a-z, A-Z, 0-9 and _, the first a letter, and none that begins with JOBSWEEP_, got '%s'",
                        name);
    }

    @ParameterizedTest
    @EnumSource
    void everyFunctionWritesToTheLogGroupThatIsGivenAndNoneIsMade(Construct construct) {
        LogGroup logs = LogGroup.Builder.create(stack, "Logs").build();

        construct.build(stack, settings -> settings.logGroup(logs));

        assertThat(functions(construct))
                .allSatisfy(function -> assertThat(at(function, "LoggingConfig", "LogGroup"))
                        .isEqualTo(stack.resolve(logs.getLogGroupName())));
        template().resourceCountIs("AWS::Logs::LogGroup", 1);
    }

    @ParameterizedTest
    @EnumSource
    void byDefaultTheLogStaysWhenTheStackGoesUnderANameThatNoOtherStackMeets(Construct construct) {
        construct.build(stack, settings -> {});

        Map<String, Object> logs =
                only(template().findResources("AWS::Logs::LogGroup").values());
        assertThat(logs).containsEntry("DeletionPolicy", "Retain").containsEntry("UpdateReplacePolicy", "Retain");
        assertThat(at(logs, "Properties")).isEqualTo(Map.of("RetentionInDays", 30));
    }

    @Test
    void theRetentionOfALogGroupThatIsGivenIsItsOwners() {
        LogGroup logs = LogGroup.Builder.create(stack, "Logs")
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Construct.QUEUE.build(
                        stack, settings -> settings.logGroup(logs).logRetention(RetentionDays.ONE_DAY)))
                .withMessage(
                        "logRetention must not be given together with logGroup: set the retention of that log group");
    }

    @ParameterizedTest
    @EnumSource
    void everyFunctionIsTracedAndMaySayWhatItTraced(Construct construct) {
        construct.build(stack, settings -> settings.tracing(Tracing.ACTIVE));

        assertThat(functions(construct))
                .allSatisfy(function ->
                        assertThat(at(function, "TracingConfig", "Mode")).isEqualTo("Active"));
        assertThat(allowing("xray:PutTraceSegments")).isEqualTo(construct.functions);
    }

    @ParameterizedTest
    @EnumSource
    void everyFunctionHasItsShareOfTheConcurrency(Construct construct) {
        construct.build(stack, settings -> settings.reservedConcurrentExecutions(5));

        assertThat(functions(construct))
                .allSatisfy(function ->
                        assertThat(at(function, "ReservedConcurrentExecutions")).isEqualTo(5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.5})
    void aFunctionThatMayNotRunIsRefused(double concurrency) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue(stack).reservedConcurrentExecutions(concurrency))
                .withMessageStartingWith("reservedConcurrentExecutions must be a whole number from 1 to");
    }

    @Test
    void aQueuesConsumersMustBeAllowedToRunAllAtOnce() {
        JobExecutionCleanupQueue.Builder builder =
                queue(stack).reservedConcurrentExecutions(3).maximumConcurrency(4);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessage(
                        "reservedConcurrentExecutions must be at least maximumConcurrency, 4, got '3': messages that AWS Lambda throttles become dead letters");
    }

    @Test
    void functionsBesideAreNamedAfterTheNamedOne() {
        Construct.PROVIDER.build(stack, settings -> settings.functionName("cleanup"));
        Construct.QUEUE.build(stack, settings -> settings.functionName("events"));

        assertThat(functions())
                .extracting(function -> function.get("FunctionName"))
                .containsExactlyInAnyOrder(
                        "cleanup", "cleanup-on-failure", "events", "events-events", "events-events-on-failure");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a-name-of-more-than-fifty-three-characters-in-which-so-much-is-told"})
    void aNameThatLambdaDoesNotTakeIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Construct.PROVIDER.build(stack, settings -> settings.functionName(name)))
                .withMessageStartingWith("functionName must be 1 to ")
                .withMessageEndingWith("got '%s'", name);
    }

    @ParameterizedTest
    @EnumSource
    void theFunctionThatDeletesCanBeDescribed(Construct construct) {
        construct.build(stack, settings -> settings.description("Ours"));

        assertThat(function(construct)).containsEntry("Description", "Ours");
    }

    @ParameterizedTest
    @EnumSource
    void aSignedArchiveTakesThePlaceOfTheLibrarys(Construct construct) {
        Bucket bucket = Bucket.Builder.create(stack, "Signed").build();
        CodeSigningConfig signing = CodeSigningConfig.Builder.create(stack, "Signing")
                .signingProfiles(List.of(SigningProfile.Builder.create(stack, "Profile")
                        .platform(Platform.AWS_LAMBDA_SHA384_ECDSA)
                        .build()))
                .build();

        construct.build(
                stack,
                settings -> settings.code(Code.fromBucket(bucket, "signed.zip", "1"))
                        .codeSigningConfig(signing));

        assertThat(functions(construct)).allSatisfy(function -> {
            assertThat(at(function, "Code", "S3Key")).isEqualTo("signed.zip");
            assertThat(at(function, "Code", "S3ObjectVersion")).isEqualTo("1");
            assertThat(at(function, "CodeSigningConfigArn"))
                    .isEqualTo(stack.resolve(signing.getCodeSigningConfigArn()));
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {7, 127, 10_241, 512.5, Double.NaN, Double.POSITIVE_INFINITY})
    void memoryThatLambdaDoesNotHaveIsRefused(double memory) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue(stack).memorySize(memory))
                .withMessageStartingWith("memorySize must be a whole number from 128 to 10240, got '");
    }

    @Test
    void memoryMustBeKnown() {
        Number token = Token.asNumber(Map.of("Ref", "Memory"));

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> JobExecutionCleanupProvider.Builder.create(stack).memorySize(token))
                .withMessage(
                        "memorySize must be known when the app is synthesized, a whole number from 128 to 10240, got a token");
    }

    @Test
    void aProcessorThatThereIsNoArchiveForIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue(stack).architecture(Architecture.custom("riscv64")))
                .withMessage("architecture must be ARM_64 or X86_64, got 'riscv64'");
    }

    @ParameterizedTest
    @EnumSource
    void theAlarmCanBeLeftOut(Construct construct) {
        construct.build(stack, settings -> settings.alarm(false));

        template().resourceCountIs("AWS::CloudWatch::Alarm", 0);
    }

    @Test
    void anAlarmThatWasLeftOutCantBeHad() {
        JobExecutionCleanupProvider provider =
                JobExecutionCleanupProvider.Builder.create(stack).alarm(false).build();

        assertThatIllegalStateException()
                .isThrownBy(provider::getErrorAlarm)
                .withMessage("There is no alarm, because it was turned off with alarm(false)");
    }

    @Test
    void anAlarmThatWasLeftOutHasNoActions() {
        SnsAction action = new SnsAction(Topic.Builder.create(stack, "Topic").build());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Construct.PROVIDER.build(
                        stack, settings -> settings.alarm(false).alarmActions(List.of(action))))
                .withMessage("alarmActions must not be given together with alarm(false)");
    }

    @ParameterizedTest
    @EnumSource
    void aBundledRuntimeIsThatOfEveryFunctionOnTheProcessorThatItsArchiveIsFor(Construct construct) {
        construct.build(stack, settings -> settings.runtime(FunctionRuntime.BUNDLED));

        assertThat(functions())
                .hasSize(construct.functions)
                .allSatisfy(function -> assertThat(function)
                        .containsEntry("Runtime", "provided.al2023")
                        .containsEntry("Architectures", List.of("x86_64")));
        assertThat(functions()).extracting(function -> at(function, "Handler")).contains(construct.handler);
    }

    @ParameterizedTest
    @EnumSource
    void theContextChoosesTheRuntimeWhereTheConstructDoesNot(Construct construct) {
        stack.getNode().setContext("jobsweep:runtime", "BUNDLED");
        Stack other = new Stack();
        other.getNode().setContext("jobsweep:runtime", "BUNDLED");

        construct.build(stack, settings -> {});
        construct.build(other, settings -> settings.runtime(FunctionRuntime.MANAGED));

        assertThat(functions()).extracting(function -> at(function, "Runtime")).containsOnly("provided.al2023");
        assertThat(Template.fromStack(other)
                        .findResources("AWS::Lambda::Function")
                        .values())
                .extracting(function -> at(function, "Properties", "Runtime"))
                .containsOnly("java25");
    }

    @Test
    void theContextChoosesAmongTheRuntimes() {
        stack.getNode().setContext("jobsweep:runtime", "java21");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Construct.PROVIDER.build(stack, settings -> {}))
                .withMessage("jobsweep:runtime must be MANAGED or BUNDLED, got 'java21'");
    }

    @Test
    void aBundledRuntimeThatIsNotOnTheClassPathIsRefusedWithWhatToAdd() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Construct.PROVIDER.build(
                        stack,
                        settings -> settings.runtime(FunctionRuntime.BUNDLED).architecture(Architecture.ARM_64)))
                .withMessage(
                        "runtime BUNDLED must have its archive for the architecture 'arm64' on the class path: add io.github.jobsweep:jobsweep-runtime with the classifier arm64 in this library's version, or set architecture to the one that is there, 'x86_64'");
    }

    @Test
    void aBundledRuntimeAtAnotherPlaceNeedsNoneOnTheClassPath() {
        Construct.PROVIDER.build(
                stack, settings -> settings.runtime(FunctionRuntime.BUNDLED).code(archive("bundled.zip")));

        assertThat(functions())
                .allSatisfy(function -> assertThat(function)
                        .containsEntry("Runtime", "provided.al2023")
                        .containsEntry("Architectures", List.of("arm64")));
    }

    @Test
    void theContextDoesNotChooseTheRuntimeOfCodeAtAnotherPlace() {
        stack.getNode().setContext("jobsweep:runtime", "BUNDLED");

        Construct.PROVIDER.build(stack, settings -> settings.code(archive("function.zip")));

        assertThat(functions())
                .allSatisfy(function -> assertThat(function)
                        .containsEntry("Runtime", "java25")
                        .containsEntry("Architectures", List.of("arm64")));
    }

    private Code archive(String key) {
        return Code.fromBucket(Bucket.fromBucketName(stack, "Bucket", "signed"), key);
    }

    @ParameterizedTest
    @CsvSource({
        "-XX:+UseG1GC,",
        "-XX:+UseZGC,",
        "-XX:+UseConcMarkSweepGC,",
        "-Xshare, :off",
        "-XX:SharedArchiveFile, =z",
        "-XX:+AutoCreateSharedArchive,",
        "-XX:AOTCacheOutput, =z",
        "-XX:AOTConfiguration, =z",
        "-XX:AOTMode=record,",
        "--add-modules, =java.sql",
        "--limit-modules, =java.base",
        "-agentlib:jdwp, =transport=dt_socket",
        "-Xrunjdwp, :transport=dt_socket",
        "-XX:+ManagementServer,",
        "-XX:StartFlightRecording,",
        "-XX:FlightRecorder, Options=stackdepth=64",
        "-Dcom.sun.management, .jmxremote"
    })
    void optionsWithWhichTheBundledJvmWouldNotStartAreRefused(String option, @Nullable String rest) {
        String refused = option + Objects.requireNonNullElse(rest, "");

        Map<String, String> variables =
                Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC " + refused, "JDK_JAVA_OPTIONS", "\"" + refused + "\"");
        variables.forEach((variable, options) -> {
            Map<String, String> environment = Map.of(variable, options);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Construct.QUEUE.build(
                            new Stack(),
                            settings -> settings.environment(environment).runtime(FunctionRuntime.BUNDLED)))
                    .withMessage(
                            "environment must have no %s with %s where runtime is BUNDLED, whose JVM would not start, got '%s'",
                            variable, option, options);
            assertThatCode(() -> Construct.QUEUE.build(new Stack(), settings -> settings.environment(environment)))
                    .doesNotThrowAnyException();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:AOTMode=off",
                "-XX:AOTCache=/x",
                "-XX:+UseMaximumCompactionOnSystemGC",
                "-Dx=--add-modules",
                "-javaagent:agent.jar",
                "-Xlog:aot:stderr"
            })
    void optionsWithWhichTheBundledJvmStartsAreLeftToIt(String option) {
        Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", option);

        assertThatCode(() -> Construct.QUEUE.build(
                        stack,
                        settings -> settings.environment(environment)
                                .runtime(FunctionRuntime.BUNDLED)
                                .architecture(Architecture.X86_64)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNullIsNotSet(Construct construct) {
        Stack other = new Stack();
        List.of(stack, other).forEach(each -> each.getNode().setContext("jobsweep:deployment", "42"));
        construct.build(other, settings -> {});

        construct.build(stack, CommonSettingsTest::setToNull);

        assertThat(template().toJSON()).isEqualTo(Template.fromStack(other).toJSON());
    }

    private static void setToNull(FunctionBuilder<?, ?> settings) {
        settings.memorySize(null)
                .description(null)
                .functionName(null)
                .runtime(null)
                .architecture(null)
                .code(null)
                .codeSigningConfig(null)
                .role(null)
                .region(null)
                .assumedRole(null)
                .vpc(null)
                .vpcSubnets(null)
                .securityGroups(null)
                .environment(null)
                .environmentEncryption(null)
                .reservedConcurrentExecutions(null)
                .tracing(null)
                .logGroup(null)
                .logRetention(null)
                .alarm(null)
                .alarmActions(null);
    }

    @Test
    void whoSendsToAQueueWithAKeyOrReceivesFromItMayUseTheKey() {
        App app = new App();
        Stack ofQueue = new Stack(app, "Queue");
        Stack deferring = new Stack(app, "Deferring");
        JobExecutionCleanupQueue queue = queue(ofQueue)
                .encryptionMasterKey(Key.fromKeyArn(ofQueue, "Key", KEY_ARN))
                .build();
        queue.cleanUpFinishedExecutions();
        JobExecutionCleanupProvider.Builder.create(deferring).deferTo(queue).build();

        Template template = Template.fromStack(ofQueue);
        template.allResourcesProperties("AWS::SQS::Queue", Map.of("KmsMasterKeyId", KEY_ARN));
        assertThat(allowing(template, "kms:GenerateDataKey"))
                .as("the consumer and the rule")
                .isEqualTo(2);
        assertThat(allowing(Template.fromStack(deferring), "kms:GenerateDataKey"))
                .isEqualTo(1);
    }

    @Test
    void aServiceTimeoutIsSecondsThatCloudFormationTakes() {
        for (String wrong : List.of("abc", "0", "3601", "1050s")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            JobExecutionCleanupProviderAttributes.builder().serviceTimeout(wrong))
                    .withMessage("serviceTimeout must be a whole number of seconds from 1 to 3600, got '%s'", wrong);
        }
    }

    @Test
    void ofAnAliasTheKeyIsAllowed() {
        queue(stack)
                .encryptionMasterKey(new Key(stack, "Key").addAlias("fleet"))
                .build();

        assertThat(Template.fromStack(stack).findResources("AWS::IAM::Policy").toString())
                .contains("kms:Decrypt")
                .doesNotContain("Alias")
                .doesNotContain("alias");
    }

    @ParameterizedTest
    @EnumSource
    void callsInAnotherRegionAreAllowedThereAndTheFunctionIsToldSo(Construct construct) {
        construct.buildDeleting(stack, settings -> settings.region("us-west-2"));

        assertThat(at(function(), "Environment", "Variables", "JOBSWEEP_IOT_REGION"))
                .isEqualTo("us-west-2");
        assertThat(allowing(":iot:us-west-2:")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void anotherRoleIsAssumedAndWhatItMayCallIsItsOwnersDuty(Construct construct) {
        construct.buildDeleting(stack, settings -> settings.assumedRole(Role.fromRoleArn(stack, "Assumed", ROLE_ARN)));

        assertThat(at(function(), "Environment", "Variables", "JOBSWEEP_ASSUMED_ROLE_ARN"))
                .isEqualTo(ROLE_ARN);
        assertThat(allowing("sts:AssumeRole")).isEqualTo(1);
        assertThat(allowing("iot:DeleteJobExecution")).isZero();
    }

    @Test
    void aRegionThatIsNoneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue(stack).region("Frankfurt"))
                .withMessage("region must be a Region's name such as eu-central-1, got 'Frankfurt'");
    }

    @Test
    void eventsAreThoseOfTheStacksOwnAccountAndRegion() {
        JobExecutionCleanupQueue queue = queue(stack).region("us-west-2").build();

        assertThat(List.<Runnable>of(
                        queue::cleanUpFinishedExecutions, queue::cleanUpDeletedThings, queue::turnOnEvents))
                .allSatisfy(source -> assertThatIllegalArgumentException()
                        .isThrownBy(source::run)
                        .withMessageContaining("must not be called for a queue with region or assumedRole"));
    }

    @Test
    void whatIsDeferredIsDeletedWhereTheProviderWouldHave() {
        App app = new App();
        JobExecutionCleanupQueue queue =
                queue(new Stack(app, "Queue")).region("us-west-2").build();
        JobExecutionCleanupProvider.Builder provider = JobExecutionCleanupProvider.Builder.create(
                        new Stack(app, "Deferring"))
                .deferTo(queue);

        assertThatIllegalArgumentException()
                .isThrownBy(provider::build)
                .withMessageStartingWith(
                        "deferTo must be given a queue with the provider's region and assumedRole, got Queue/Cleanups");
    }

    @Test
    void aVariableThatIsNullIsNotSet() {
        queue(stack).environment(Collections.singletonMap("UNSET", null)).build();

        assertThat(((Map<?, ?>) at(function(), "Environment", "Variables")).get("UNSET"))
                .isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue(new Stack()).environment(Collections.singletonMap(null, "value")))
                .withMessageEndingWith(", got 'null'");
    }

    @Test
    void theStacksOwnRegionIsNoOther() {
        Stack inIreland = Stack.Builder.create(new App(), "Ireland")
                .env(Environment.builder().region("eu-west-1").build())
                .build();
        JobExecutionCleanupQueue named = queue(inIreland).region("eu-west-1").build();
        JobExecutionCleanupQueue own = queue(stack).region(stack.getRegion()).build();

        assertThatCode(named::cleanUpDeletedThings).doesNotThrowAnyException();
        assertThatCode(own::cleanUpDeletedThings).doesNotThrowAnyException();
    }

    @Test
    void whichRoleATokenStandsForIsNotKnown() {
        App app = new App();
        Stack ofQueue = new Stack(app, "Queue");
        Stack deferring = new Stack(app, "Deferring");
        JobExecutionCleanupQueue queue = queue(ofQueue)
                .assumedRole(Role.fromRoleArn(ofQueue, "Fleet", Fn.importValue("FleetRole")))
                .build();

        assertThatCode(JobExecutionCleanupProvider.Builder.create(deferring)
                        .assumedRole(Role.fromRoleArn(deferring, "Fleet", Fn.importValue("FleetRole")))
                        .deferTo(queue)::build)
                .doesNotThrowAnyException();
    }

    private static JobExecutionCleanupQueue.Builder queue(Stack stack) {
        return JobExecutionCleanupQueue.Builder.create(stack, "Cleanups")
                .jobPatterns(List.of("firmware-*"))
                .thingPatterns(List.of("greenhouse-*"));
    }

    /// How many policies allow the action.
    private long allowing(String action) {
        return allowing(template(), action);
    }

    private static long allowing(Template template, String action) {
        return ((Map<?, ?>) Objects.requireNonNull(template.toJSON().get("Resources")))
                .values().stream()
                        .filter(resource -> at(resource, "Type").toString().matches("AWS::IAM::(Role)?Policy"))
                        .filter(policy -> policy.toString().contains(action))
                        .count();
    }

    /// The properties of the only function that does more than to answer.
    private Map<String, Object> function() {
        return only(functions().stream()
                .filter(function -> !"jobsweep.jobexecution.OnFailureHandler".equals(function.get("Handler")))
                .toList());
    }

    /// The properties of the construct's function that deletes.
    private Map<String, Object> function(Construct construct) {
        return only(functions(construct).stream()
                .filter(function -> construct.handler.equals(function.get("Handler")))
                .toList());
    }

    private List<Map<String, Object>> functions(Construct construct) {
        List<Map<String, Object>> functions = functions();
        assertThat(functions).hasSize(construct.functions);
        return functions;
    }

    @SuppressWarnings("unchecked") // What JSON is.
    private List<Map<String, Object>> functions() {
        return template().findResources("AWS::Lambda::Function").values().stream()
                .map(function -> (Map<String, Object>) at(function, "Properties"))
                .toList();
    }

    private static <T> T only(Collection<T> all) {
        assertThat(all).hasSize(1);
        return all.iterator().next();
    }

    private Template template() {
        return Template.fromStack(stack);
    }
}
