package jobsweep.acceptance;

import static jobsweep.acceptance.Cloud.finished;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.Assets;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.cloudformation.ValidationException;
import jobsweep.simulator.iam.Statement;
import jobsweep.simulator.iot.Execution;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The provider's template for accounts without the CDK, as the build leaves it, and the example that uses it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PlainProviderIT {
    private static final Path PROVIDER = Path.of("..", "..", "infra", "target", "jobsweep-provider.template.json");
    private static final Path EXAMPLE = Path.of("..", "..", "examples", "cloudformation", "rollout.yaml");
    private static final Path ARCHIVE =
            Path.of("..", "..", "infra", "target", "classes", "jobsweep", "infra", "function-arm64.zip");

    private static final Map<String, String> PARAMETERS = Map.of(
            "ArchiveBucket", "fleet-artifacts",
            "ArchiveKey", "jobsweep/0.1.0.jar",
            "JobPatterns", "firmware-*,certificates-*",
            "ThingPatterns", "greenhouse-?");

    private final SimulatedAws aws;

    PlainProviderIT() throws IOException {
        aws = ProductAccount.builder()
                .assets(PlainProviderIT::inBucket)
                .codeDirectory(CdkTemplates.CODE_DIRECTORY)
                .start();
    }

    @AfterAll
    void close() {
        aws.close();
    }

    @Test
    void aStackThatImportsTheTokenDeletesItsExecutionsAndNeedsEveryPermissionOfTheProvidersRole() throws IOException {
        Stack provider = create("Provider", PROVIDER, PARAMETERS);
        Stack rollout = create("Rollout", EXAMPLE, Map.of());
        queued("firmware-42", 1);
        queued("certificates-2026", 1);
        queued("certificates-2026", 2);
        queued("wifi", 1);

        finished(aws.cloudFormation().deleteStack("Rollout"));

        assertThat(rollout.status()).as("%s", rollout.events()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(aws.jobs().executions()).extracting(Execution::jobId).containsExactly("wifi");
        assertThat(aws.iam().unusedStatements(role(provider))).isEmpty();
        assertThat(aws.bucket().violations()).isEmpty();

        finished(aws.cloudFormation().deleteStack("Provider"));

        assertThat(provider.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JobPatterns        | firmware-*, cert-* | satisfy constraint: 1 to 5 patterns, with commas and no spaces",
                "ThingPatterns      | a,b,c,d,e,f        | satisfy constraint: 1 to 5 patterns, with commas and no spaces",
                "LogRetentionInDays | 31                 | satisfy constraint: a number of days that CloudWatch Logs allows",
                "LongestGracePeriodSeconds | 45        | satisfy constraint: a number of seconds that the template has the times for: 0, 60,",
                "MemorySize         | 7                  | satisfy constraint: a whole number from 128 to 10240",
                "PermissionsBoundary | arn:aws:iam::123456789012:policy/b | satisfy constraint: a policy's name with its path",
                "AlarmTopicArn      | operators          | satisfy constraint: a topic's ARN, or none",
                "ArchiveBucket      | s3://fleet         | satisfy constraint: a bucket's name"
            })
    void aValueThatIsNotAllowedIsRefusedInWords(String parameter, String value, String sentence) {
        Map<String, String> parameters = new HashMap<>(PARAMETERS);
        parameters.put(parameter, value);

        assertThatThrownBy(() -> create("Refused", PROVIDER, parameters))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void itHasWhatACompanyDemandsOfItsFunctions() throws IOException {
        Map<String, String> parameters = new HashMap<>(PARAMETERS);
        parameters.putAll(Map.of(
                "MemorySize",
                "1024",
                "PermissionsBoundary",
                "boundaries/developers",
                "AlarmTopicArn",
                Account.example().arn("sns", "operators"),
                "DeferQueueUrl",
                "https://sqs.us-east-1.amazonaws.com/123456789012/cleanups",
                "DeferQueueArn",
                Account.example().arn("sqs", "cleanups"),
                "DeferQueueKeyArn",
                Account.example().arn("kms", "key/1")));

        Stack provider = create("Demanding", PROVIDER, parameters);

        assertThat(aws.iam().unusedStatements(role(provider)))
                .extracting(Statement::action)
                .contains("sqs:SendMessage", "kms:GenerateDataKey");
        finished(aws.cloudFormation().deleteStack("Demanding"));
    }

    @Test
    void everyPatternIsAllowedInTheProvidersOwnAccountAndRegion() throws IOException {
        Map<String, String> five = new HashMap<>(PARAMETERS);
        five.put("JobPatterns", "a,b,c,d,e");
        Stack provider = create("Five", PROVIDER, five);

        assertThat(aws.iam().unusedStatements(role(provider)))
                .filteredOn(statement -> statement.action().equals("iot:DeleteJobExecution"))
                .extracting(Statement::resource)
                .containsExactlyInAnyOrderElementsOf(List.of(
                        arn("job/a"),
                        arn("job/b"),
                        arn("job/c"),
                        arn("job/d"),
                        arn("job/e"),
                        arn("thing/greenhouse-?")));

        finished(aws.cloudFormation().deleteStack("Five"));
    }

    @Test
    void aProviderDeployedForALongerGracePeriodHasTheTimeThatTheDefaultOneLacks() throws IOException {
        Stack provider = create("Provider", PROVIDER, PARAMETERS);
        Template rollout =
                Rollout.on("greenhouse-7").with("GracePeriodSeconds", 45).template();
        assertThat(provider.outputs()).containsEntry("ServiceTimeout", "1050");

        Stack refused = finished(aws.cloudFormation().createStack("Rollout", rollout, Map.of()));

        assertThat(refused.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(Cloud.reason(refused, "Rollout", "CREATE_FAILED"))
                .containsPattern("GracePeriodSeconds must be at most [0-9]{2} with this provider")
                .contains("got '45'. Deploy the provider with at least 45: LongestGracePeriodSeconds of its template");

        finished(aws.cloudFormation().deleteStack("Rollout"));
        Map<String, String> longer = new HashMap<>(PARAMETERS);
        longer.put("LongestGracePeriodSeconds", "60");
        finished(aws.cloudFormation().updateStack("Provider", Template.read(PROVIDER), longer));
        Stack accepted = finished(aws.cloudFormation().createStack("Rollout", rollout, Map.of()));

        assertThat(accepted.status()).as("%s", accepted.events()).isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(provider.outputs()).containsEntry("ServiceTimeout", "1230");

        finished(aws.cloudFormation().deleteStack("Rollout"));
        finished(aws.cloudFormation().deleteStack("Provider"));
    }

    private static Path inBucket(String bucket, String key) {
        if (bucket.equals("fleet-artifacts") && key.equals("jobsweep/0.1.0.jar")) {
            return ARCHIVE;
        }
        throw Assets.missing(bucket, key);
    }

    private Stack create(String name, Path template, Map<String, String> parameters) throws IOException {
        Stack stack = finished(aws.cloudFormation().createStack(name, Template.read(template), parameters));
        assertThat(stack.status()).as("%s", stack.events()).isEqualTo(StackStatus.CREATE_COMPLETE);
        return stack;
    }

    private void queued(String jobId, long number) {
        aws.jobs().put(Execution.queued(jobId, "greenhouse-7", number, Instant.parse("2026-03-01T12:00:00Z")));
    }

    private static String arn(String resource) {
        return Account.example().arn("iot", resource);
    }

    private static String role(Stack provider) {
        return provider.physicalResourceIds().entrySet().stream()
                .filter(resource -> resource.getKey().startsWith("JobExecutionCleanupProviderRole"))
                .map(resource -> Account.example().roleArn(resource.getValue()))
                .findFirst()
                .orElseThrow();
    }
}
