package jobsweep.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.BootstraplessSynthesizer;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lambda.CfnParametersCodeProps;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.logs.CfnLogGroup;
import software.constructs.Construct;

/// The provider of [JobExecutionCleanupProviderStack] for accounts without the CDK: its template needs no bootstrap
/// stack, and what is a setting there is a parameter here. The archive is put into a bucket by the user.
final class PlainProviderStack extends Stack {
    /// What CloudWatch Logs allows.
    private static final List<String> RETENTION_DAYS = List.of(
            "1", "3", "5", "7", "14", "30", "60", "90", "120", "150", "180", "365", "400", "545", "731", "1096", "1827",
            "2192", "2557", "2922", "3288", "3653");

    /// A role's policy has room for as many of the longest patterns.
    private static final int MOST_PATTERNS = 5;

    PlainProviderStack(Construct scope, String id) {
        super(scope, id, props());
        JobExecutionCleanupProvider.Builder settings = JobExecutionCleanupProvider.Builder.create(this)
                .code(code())
                .jobPatterns(patterns("Job", NamePatterns.JOB))
                .thingPatterns(patterns("Thing", NamePatterns.THING));
        JobExecutionCleanupProvider provider = settings.build();
        keepLogs(provider);
        JobExecutionCleanupProviderStack.addOutputs(this, provider, StackExports.JOBSWEEP);
        OpenEndedParameter openEnded = OpenEndedParameter.create(this);
        openEnded.decide(provider, settings.targets());
        GracePeriodParameter.create(this, openEnded).decide(provider);
        DeferQueueParameters.create(this).decide(provider);
        CompanyParameters.create(this).decide(provider);
    }

    /// Writes the template, which the build leaves for users without the CDK.
    ///
    /// @param arguments the file's path, and the version that the template says it is of
    public static void main(String[] arguments) throws IOException {
        App app = new App();
        Stack stack = new PlainProviderStack(app, "JobsweepProvider");
        stack.addMetadata("jobsweep", Map.of("Version", arguments[1]));
        String template = app.synth().getStackArtifact(stack.getArtifactId()).getTemplateFullPath();
        Files.copy(Path.of(template), Path.of(arguments[0]), StandardCopyOption.REPLACE_EXISTING);
    }

    /// The archive's place, as the parameters say.
    private Code code() {
        return Code.fromCfnParameters(CfnParametersCodeProps.builder()
                .bucketNameParam(bucket())
                .objectKeyParam(key())
                .build());
    }

    /// Adds a parameter of patterns, one to five with commas between them, and selects each.
    ///
    /// CloudFormation can't put account and Region before each item of a list, because `Fn::Join` takes no
    /// function for a delimiter. But it can select an item: the patterns are the first five of the
    /// parameter's, repeated five times. Where there are fewer, a pattern comes twice, which allows nothing
    /// more.
    ///
    /// @param kind of the names: `Job` or `Thing`
    private List<String> patterns(String kind, NamePatterns.Rule rule) {
        String separated = "1 to %s patterns, with commas and no spaces between them".formatted(MOST_PATTERNS);
        CfnParameter parameter = CfnParameter.Builder.create(this, kind + "Patterns")
                .description(
                        "The %ss whose executions the function may delete: %s; * is any number of characters, ? is one"
                                .formatted(kind.toLowerCase(Locale.ROOT), separated))
                .allowedPattern("^%1$s(,%1$s){0,%2$s}$".formatted(rule.regex(), MOST_PATTERNS - 1))
                .constraintDescription("%s, each of %s".formatted(separated, rule.allowed()))
                .build();
        List<String> repeated =
                Fn.split(",", Fn.join(",", Collections.nCopies(MOST_PATTERNS, parameter.getValueAsString())));
        return IntStream.range(0, MOST_PATTERNS)
                .mapToObj(index -> Fn.select(index, repeated))
                .toList();
    }

    private void keepLogs(JobExecutionCleanupProvider provider) {
        CfnParameter days = CfnParameter.Builder.create(this, "LogRetentionInDays")
                .type("Number")
                .description("How many days the function's log is kept")
                .allowedValues(RETENTION_DAYS)
                .constraintDescription(
                        "a number of days that CloudWatch Logs allows: " + String.join(", ", RETENTION_DAYS))
                .defaultValue("30")
                .build();
        // `LogGroup` itself takes one of the constants of `RetentionDays`.
        CfnLogGroup logs =
                (CfnLogGroup) provider.getNode().findChild("LogGroup").getNode().findChild("Resource");
        logs.setRetentionInDays(days.getValueAsNumber());
    }

    private CfnParameter bucket() {
        return CfnParameter.Builder.create(this, "ArchiveBucket")
                .description("The bucket with the function's archive, in the stack's Region")
                .allowedPattern("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")
                .constraintDescription("a bucket's name")
                .build();
    }

    private CfnParameter key() {
        return CfnParameter.Builder.create(this, "ArchiveKey")
                .description(
                        "The archive's key in the bucket. A new archive needs a new key: CloudFormation does not look"
                                + " at what is under the old one")
                .allowedPattern("^.{1,1024}$")
                .constraintDescription("an object's key, of 1 to 1024 characters")
                .build();
    }

    private static StackProps props() {
        return StackProps.builder()
                .analyticsReporting(false)
                .description("Deletes AWS IoT job executions for CloudFormation: the function that"
                        + " Custom::IoTJobExecution names as its ServiceToken (jobsweep)")
                .synthesizer(new BootstraplessSynthesizer())
                .build();
    }
}
