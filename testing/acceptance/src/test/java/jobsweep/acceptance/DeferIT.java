package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.CloudFormationRules;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.iot.IotRules;
import jobsweep.simulator.iot.Status;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Stacks that go while devices are at work, provider, policy and log group along with them, as CloudFormation has it.
final class DeferIT {
    /// With the other reading of what follows a deletion that fails, too.
    private static SimulatedAws deploy(boolean deletesPastFailures) throws IOException {
        return deploy(CloudFormationRules.builder()
                .deletesPastFailures(deletesPastFailures)
                .build());
    }

    private static SimulatedAws deploy(CloudFormationRules rules) throws IOException {
        return deploy(rules, IotRules.builder().reuseNumbers(true).build());
    }

    private static SimulatedAws deploy(CloudFormationRules rules, IotRules iotRules) throws IOException {
        SimulatedAws aws = ProductAccount.builder()
                .assets(CdkTemplates.assets(Account.example()))
                .codeDirectory(CdkTemplates.CODE_DIRECTORY)
                .iotRules(iotRules)
                .cloudFormationRules(rules)
                .start();
        aws.jobs().createThing("greenhouse-7");
        create(aws, "DEFER-QUEUE", CdkTemplates.DEFER_QUEUE);
        return aws;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStackGoesInOneGoAndItsExecutionOnceItsDeviceHasEndedIt(boolean deletesPastFailures) throws IOException {
        try (SimulatedAws aws = deploy(deletesPastFailures)) {
            run(aws, "firmware-42", "greenhouse-7");
            create(aws, "Execution", CdkTemplates.DEFERRED_EXECUTION);

            Stack stack = Cloud.finished(aws.cloudFormation().deleteStack("Execution"));

            assertThat(stack.status()).as("%s", stack.events()).isEqualTo(StackStatus.DELETE_COMPLETE);
            assertThat(stack.physicalResourceIds()).isEmpty();
            assertThat(on(aws, "greenhouse-7")).hasSize(1);

            aws.jobs().finish("firmware-42", "greenhouse-7", 1, Status.SUCCEEDED);

            Eventually.holds(() -> assertThat(on(aws, "greenhouse-7")).isEmpty());
        }
    }

    /// With one request for the clean-up's three tries, or with three.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anUpdateThatReplacesACleanupLeavesNothingBehind(boolean repeatsCleanUpRequests) throws IOException {
        try (SimulatedAws aws = deploy(CloudFormationRules.builder()
                .repeatsCleanUpRequests(repeatsCleanUpRequests)
                .build())) {
            run(aws, "firmware-42", "greenhouse-7");
            create(aws, "Execution", CdkTemplates.DEFERRED_EXECUTION);

            Stack stack = Cloud.finished(aws.cloudFormation()
                    .updateStack("Execution", CdkTemplates.DEFERRED_REPLACEMENT.template(), Map.of()));

            assertThat(stack.status()).as("%s", stack.events()).isEqualTo(StackStatus.UPDATE_COMPLETE);
            assertThat(stack.events()).noneMatch(event -> event.status().equals("DELETE_FAILED"));
            aws.jobs().finish("firmware-42", "greenhouse-7", 1, Status.SUCCEEDED);

            Eventually.holds(() -> assertThat(on(aws, "greenhouse-7")).isEmpty());
        }
    }

    /// Whether AWS IoT lists what a deleted thing left behind, or not.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aThingsExecutionsGoBeforeItAndWhatComesLaterStays(boolean listsDeletedThings) throws IOException {
        IotRules rules = IotRules.builder()
                .reuseNumbers(true)
                .listsDeletedThings(listsDeletedThings)
                .build();
        try (SimulatedAws aws = deploy(CloudFormationRules.standard(), rules)) {
            create(aws, "Thing", CdkTemplates.DEFERRED_THING);
            queue(aws, "firmware-42", "greenhouse-8");
            run(aws, "config-1", "greenhouse-8");

            Stack stack = Cloud.finished(aws.cloudFormation().deleteStack("Thing"));

            assertThat(stack.status()).as("%s", stack.events()).isEqualTo(StackStatus.DELETE_COMPLETE);
            assertThat(on(aws, "greenhouse-8")).extracting(Execution::jobId).containsExactly("config-1");
            // Later than the clocks of two services may differ.
            aws.jobs()
                    .put(Execution.queued(
                            "firmware-43", "greenhouse-8", 1, Instant.now().plusSeconds(30)));

            Eventually.holds(() -> assertThat(on(aws, "greenhouse-8"))
                    .extracting(Execution::jobId)
                    .containsExactly("firmware-43"));
        }
    }

    /// Word for word what the reason says, and nothing else.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutDeferTheReasonsAdviceEndsWithStackAndExecutionGone(boolean deletesPastFailures) throws IOException {
        try (SimulatedAws aws = deploy(deletesPastFailures)) {
            run(aws, "firmware-42", "greenhouse-7");
            create(aws, "Refused", CdkTemplates.EVERY_EXECUTION);

            Stack stack = Cloud.finished(aws.cloudFormation().deleteStack("Refused"));

            assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
            String reason = Cloud.reason(stack, rollout(stack), "DELETE_FAILED");
            Matcher execution = command("iot delete-job-execution", reason);
            aws.jobs().finish("firmware-42", "greenhouse-7", 1, Status.SUCCEEDED);
            aws.jobs()
                    .remove(
                            option(execution, "job-id"),
                            option(execution, "thing-name"),
                            Long.parseLong(option(execution, "execution-number")));
            Matcher retained = command("cloudformation delete-stack", reason);
            stack = Cloud.finished(aws.cloudFormation()
                    .deleteStack(option(retained, "stack-name"), Set.of(option(retained, "retain-resources"))));

            assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
            assertThat(on(aws, "greenhouse-7")).isEmpty();
        }
    }

    private static String rollout(Stack stack) {
        return stack.physicalResourceIds().keySet().stream()
                .filter(id -> id.startsWith("Rollout"))
                .findFirst()
                .orElseThrow();
    }

    private static Matcher command(String name, String reason) {
        Matcher command = Pattern.compile("`aws " + name + "([^`]*)`").matcher(reason);
        assertThat(command.find()).as(reason).isTrue();
        return command;
    }

    private static String option(Matcher command, String name) {
        Matcher option = Pattern.compile("--%s=([^ `]+)".formatted(name)).matcher(command.group(1));
        assertThat(option.find()).as(command.group()).isTrue();
        return option.group(1);
    }

    private static Stack create(SimulatedAws aws, String name, CdkTemplates template) {
        Stack stack = Cloud.finished(aws.cloudFormation().createStack(name, template.template(), Map.of()));
        assertThat(stack.status()).as("%s", stack.events()).isEqualTo(StackStatus.CREATE_COMPLETE);
        return stack;
    }

    private static List<Execution> on(SimulatedAws aws, String thingName) {
        return aws.jobs().executions().stream()
                .filter(execution -> execution.thingName().equals(thingName))
                .toList();
    }

    private static void queue(SimulatedAws aws, String jobId, String thingName) {
        aws.jobs().queue(jobId, thingName);
    }

    private static void run(SimulatedAws aws, String jobId, String thingName) {
        queue(aws, jobId, thingName);
        aws.jobs().start(jobId, thingName, 1);
    }
}
