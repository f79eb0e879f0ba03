package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.HIPAASecurityChecks;
import io.github.cdklabs.cdknag.NIST80053R5Checks;
import io.github.cdklabs.cdknag.PCIDSS321Checks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jobsweep.contract.RequestKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.sns.Topic;

/// Packs of cdk-nag over all stacks.
class NagTest {
    private final App app = new App(AppProps.builder()
            .context(Map.of(
                    ProviderContext.JOB_PATTERNS,
                    List.of("firmware-*"),
                    ProviderContext.THING_PATTERNS,
                    List.of("greenhouse-*"),
                    ProviderContext.TURN_ON_EVENTS,
                    true))
            .build());

    @Test
    void awsSolutionsFindsNothing() throws IOException {
        addStacks();

        assertThat(findings(Pack.AWS_SOLUTIONS)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "AWS_SOLUTIONS", mode = EnumSource.Mode.EXCLUDE)
    void theOthersFindNothingButWhatAPropertySets(Pack pack) throws IOException {
        addStacks();

        assertThat(findings(pack))
                .extracting(Finding::name)
                .isSubsetOf(
                        "CloudWatchAlarmAction", "CloudWatchLogGroupEncrypted", "LambdaConcurrency", "LambdaInsideVPC");
    }

    @ParameterizedTest
    @EnumSource
    void withThesePropertiesNothingIsFound(Pack pack) throws IOException {
        Stack stack = new Stack(app, "Demanding");
        LogGroup logs = LogGroup.Builder.create(stack, "Logs")
                .retention(RetentionDays.ONE_YEAR)
                .encryptionKey(Key.fromKeyArn(stack, "Key", "arn:aws:kms:eu-west-1:123456789012:key/1a2b"))
                .build();
        demand(stack, logs, JobExecutionCleanupProvider.Builder.create(stack))
                .allowCleanups(RequestKind.values())
                .tracing(Tracing.ACTIVE)
                .build();
        JobExecutionCleanupQueue queue = demand(stack, logs, JobExecutionCleanupQueue.Builder.create(stack, "Cleanups"))
                .build();
        queue.cleanUpFinishedExecutions();
        queue.turnOnEvents();

        assertThat(findings(pack)).isEmpty();
    }

    private static <T, B extends FunctionBuilder<T, B>> B demand(Stack stack, LogGroup logs, B builder) {
        String id = builder.getClass().getEnclosingClass().getSimpleName();
        return builder.runtime(FunctionRuntime.BUNDLED)
                .jobPatterns(List.of("firmware-*"))
                .thingPatterns(List.of("greenhouse-*"))
                .alarmActions(List.of(new SnsAction(
                        Topic.fromTopicArn(stack, id + "Topic", "arn:aws:sns:eu-west-1:123456789012:alarms"))))
                .logGroup(logs)
                .reservedConcurrentExecutions(10)
                .vpc(Vpc.fromVpcAttributes(
                        stack,
                        id + "Vpc",
                        VpcAttributes.builder()
                                .vpcId("vpc-1a2b")
                                .availabilityZones(List.of("eu-west-1a"))
                                .privateSubnetIds(List.of("subnet-1a2b"))
                                .build()));
    }

    @Test
    void patternsThatLeaveNothingOutAreFound() throws IOException {
        JobExecutionCleanupProvider.Builder.create(new Stack(app, "Everything"))
                .jobPatterns(List.of("*"))
                .thingPatterns(List.of("*"))
                .build();

        assertThat(findings(Pack.AWS_SOLUTIONS))
                .extracting(Finding::name, Finding::resource)
                .containsOnly(tuple("IAM5", "Everything/JobExecutionCleanupProvider/Policy/Resource"));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAcceptedHasAReasonInTheTemplate(Pack pack) throws IOException {
        addStacks();

        assertThat(report(pack))
                .filteredOn(finding -> finding.compliance().equals("Suppressed"))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.reason()).hasSizeGreaterThan(40));
    }

    private List<Finding> findings(Pack pack) throws IOException {
        return report(pack).stream()
                .filter(finding -> finding.compliance().equals("Non-Compliant"))
                .toList();
    }

    private List<Finding> report(Pack pack) throws IOException {
        Aspects.of(app).add(pack.checks());
        Path assembly = Path.of(app.synth().getDirectory());
        List<Finding> findings = new ArrayList<>();
        try (Stream<Path> files = Files.list(assembly)) {
            for (Path report : files.filter(file -> file.toString().endsWith("NagReport.csv"))
                    .toList()) {
                Files.readAllLines(report).stream().skip(1).map(Finding::read).forEach(findings::add);
            }
        }
        assertThat(findings).isNotEmpty();
        return findings;
    }

    private void addStacks() {
        new JobExecutionCleanupProviderStack(app, "JobsweepProvider");
        new PlainProviderStack(app, "JobsweepPlainProvider");
        new JobExecutionCleanupQueueStack(app, "JobsweepQueue");
        addScheduled();
        addDeferring();
    }

    private void addDeferring() {
        JobExecutionCleanupQueue queue = queue("Queue");
        queue.allowDeferred(RequestKind.values());
        Stack stack = new Stack(app, "Deferring");
        JobExecutionCleanupProvider.Builder.create(stack)
                .jobPatterns(List.of("firmware-*"))
                .thingPatterns(List.of("greenhouse-*"))
                .deferTo(queue)
                .build();
        JobExecutionCleanup.Builder.create(stack, "Executions")
                .everyJob()
                .thingName("greenhouse-7")
                .defer(true)
                .build();
    }

    private void addScheduled() {
        queue("Scheduled")
                .cleanUpOnSchedule(
                        "Nightly",
                        ScheduleExpression.rate(Duration.days(1)),
                        CleanupRequest.Builder.create()
                                .jobId("firmware-42")
                                .thingName("*")
                                .build());
    }

    private JobExecutionCleanupQueue queue(String stack) {
        return JobExecutionCleanupQueue.Builder.create(new Stack(app, stack), "Cleanups")
                .jobPatterns(List.of("firmware-*"))
                .thingPatterns(List.of("greenhouse-*"))
                .build();
    }

    enum Pack {
        AWS_SOLUTIONS,
        HIPAA,
        NIST_800_53_R5,
        PCI_DSS;

        private IAspect checks() {
            return switch (this) {
                case AWS_SOLUTIONS -> new AwsSolutionsChecks();
                case HIPAA -> new HIPAASecurityChecks();
                case NIST_800_53_R5 -> new NIST80053R5Checks();
                case PCI_DSS -> new PCIDSS321Checks();
            };
        }
    }

    /// A line of cdk-nag's report.
    private record Finding(String rule, String resource, String compliance, String reason) {
        private static Finding read(String line) {
            List<String> cells = Pattern.compile("\"((?:[^\"]|\"\")*)\"")
                    .matcher(line)
                    .results()
                    .map(cell -> cell.group(1))
                    .toList();
            return new Finding(cells.get(0), cells.get(1), cells.get(2), cells.get(3));
        }

        /// The rule's name without its pack.
        private String name() {
            return rule.substring(rule.lastIndexOf('-') + 1);
        }
    }
}
