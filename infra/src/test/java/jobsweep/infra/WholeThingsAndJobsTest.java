package jobsweep.infra;

import static jobsweep.infra.SynthesizedStack.CLEANUP;
import static jobsweep.infra.SynthesizedStack.CONTINUATION;
import static jobsweep.infra.SynthesizedStack.FUNCTION;
import static jobsweep.infra.SynthesizedStack.INVOCATIONS;
import static jobsweep.infra.SynthesizedStack.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.util.List;
import java.util.Map;
import jobsweep.contract.RequestKind;
import jobsweep.contract.Variables;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iot.CfnThing;

class WholeThingsAndJobsTest {
    private static final String[] DELETION = {"iot:DeleteJobExecution", "iot:DescribeJobExecution"};
    private static final String SERVICE_TOKEN = "arn:aws:lambda:eu-central-1:123456789012:function:jobsweep";

    private final App app = new App();
    private final Stack stack = new Stack(app, "Rollouts");

    @Test
    void everyJobAndEveryThingAreAStar() {
        Stack other = new Stack(app, "Other");
        everyJob(stack).build();
        everyThing(other).build();

        assertThat(synthesized().properties(CLEANUP))
                .containsEntry("JobId", "*")
                .containsEntry("ThingName", "greenhouse-7");
        assertThat(SynthesizedStack.of(other).properties(CLEANUP))
                .containsEntry("JobId", "firmware-42")
                .containsEntry("ThingName", "*");
    }

    @Test
    void neverBoth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup(stack).everyJob().everyThing().build())
                .withMessage("JobId and ThingName must not both be *: name the job, the thing, or both");
    }

    @Test
    void neverWithANumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> everyJob(stack).executionNumber(1).build())
                .withMessage(
                        "ExecutionNumber must not be given where JobId or ThingName is *: a number means something for one job on one thing only");
    }

    @Test
    void neverBesideAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup(stack).jobId("firmware-42").everyJob())
                .withMessage("JobId must be given once: one of a name and *, got both");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup(stack).everyThing().thingName("greenhouse-7"))
                .withMessage("ThingName must be given once: one of a name and *, got both");
    }

    @Test
    void theFunctionKnowsThatItHasTimeAndPermissionsForThem() {
        Stack other = new Stack(app, "Other");
        everyJob(stack).build();
        JobExecutionCleanupProvider.getOrCreate(other);

        assertThat(synthesized().read(FUNCTION, "Properties", "Environment", "Variables"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry(Variables.WHOLE_THINGS_AND_JOBS, "true");
        assertThat(SynthesizedStack.of(other).read(FUNCTION, "Properties", "Environment", "Variables"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .doesNotContainKey(Variables.WHOLE_THINGS_AND_JOBS);
    }

    @Test
    void aThingNeedsEveryJobOnItAndItsOwnListing() {
        everyJob(stack).build();

        assertThat(synthesized().resourcesOf(DELETION)).containsExactly(":job/*", ":thing/greenhouse-7");
        assertThat(synthesized().resourcesOf("iot:ListJobExecutionsForThing")).containsExactly(":thing/greenhouse-7");
        assertThat(synthesized().resourcesOf("iot:ListJobExecutionsForJob")).isEmpty();
    }

    @Test
    void aJobNeedsEveryThingItRunsOnAndItsOwnListing() {
        everyThing(stack).build();

        assertThat(synthesized().resourcesOf(DELETION)).containsExactly(":job/firmware-42", ":thing/*");
        assertThat(synthesized().resourcesOf("iot:ListJobExecutionsForJob")).containsExactly(":job/firmware-42");
        assertThat(synthesized().resourcesOf("iot:ListJobExecutionsForThing")).isEmpty();
    }

    @Test
    void aThingOfTheStackGoesAfterItsExecutions() {
        CfnThing thing = CfnThing.Builder.create(stack, "Thing").build();
        cleanup(stack).thingName(thing.getRef()).everyJob().build();

        assertThat(synthesized().properties(CLEANUP)).containsEntry("ThingName", Map.of("Ref", "Thing"));
        assertThat(synthesized().resourcesOf(DELETION)).containsExactly(":job/*", "{Ref=Thing}");
    }

    @Test
    void patternsMakeItNarrowerAndListingsOfJobsAreForThoseWhoNeedThem() {
        patterns(stack).build();
        everyJob(stack).build();

        assertThat(synthesized().resourcesOf(DELETION)).containsExactly(":job/firmware-*", ":thing/greenhouse-*");
        assertThat(synthesized().resourcesOf("iot:ListJobExecutionsForJob")).isEmpty();
    }

    @Test
    void withPatternsTheStacksOwnCleanupsBringTheListingTheyNeed() {
        patterns(stack).build();
        everyThing(stack).build();

        assertThat(synthesized().resourcesOf("iot:ListJobExecutionsForJob")).containsExactly(":job/firmware-*");
    }

    @Test
    void aNameBesideAStarIsHeldAgainstThePatterns() {
        patterns(stack).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup(stack).thingName("shed-1").everyJob().build())
                .withMessage("ThingName must be covered by the patterns [greenhouse-*], got 'shed-1'");
    }

    @Test
    void theFunctionInvokesItselfForAsLongAsCloudFormationWaits() {
        everyThing(stack).build();

        assertThat(synthesized().read(FUNCTION, "Properties", "Timeout")).isEqualTo(900);
        assertThat(synthesized().read(INVOCATIONS, "Properties", "MaximumEventAgeInSeconds"))
                .isEqualTo(2100);
        assertThat(synthesized().properties(CLEANUP)).containsEntry("ServiceTimeout", "3600");
        assertThat(synthesized().properties(CONTINUATION)).containsEntry("Roles", List.of(Map.of("Ref", ROLE)));
        assertThat(synthesized().read(CONTINUATION, "Properties", "PolicyDocument", "Statement"))
                .isEqualTo(List.of(Map.of(
                        "Action",
                        List.of("lambda:InvokeFunction"),
                        "Effect",
                        "Allow",
                        "Resource",
                        List.of(Map.of("Fn::GetAtt", List.of(FUNCTION, "Arn"))))));
    }

    @Test
    void theFunctionDoesNotDependOnWhatLetsItInvokeItselfAndTheCleanupDoes() {
        everyThing(stack).build();

        assertThat(synthesized().read(FUNCTION, "DependsOn"))
                .asInstanceOf(list(String.class))
                .doesNotContain(CONTINUATION);
        assertThat(synthesized().read(CLEANUP, "DependsOn"))
                .asInstanceOf(list(String.class))
                .contains(CONTINUATION);
    }

    @Test
    void withoutAStarItDoesNot() {
        cleanup(stack).jobId("firmware-42").thingName("greenhouse-7").build();

        assertThat(synthesized().resources()).doesNotContainKey(CONTINUATION);
    }

    @Test
    void cleanupsOfOtherStacksAreAllowedByTheProvidersOwnSettings() {
        JobExecutionCleanupProvider shared =
                patterns(stack).allowCleanups(RequestKind.EVERY_THING_OF_A_JOB).build();
        Stack user = new Stack(app, "User");
        everyThing(user).provider(shared).build();

        assertThat(synthesized().resourcesOf("iot:ListJobExecutionsForJob")).containsExactly(":job/firmware-*");
        assertThat(synthesized().read(FUNCTION, "Properties", "Timeout")).isEqualTo(900);
        assertThat(synthesized().resources()).containsKey(CONTINUATION);
        assertThat(SynthesizedStack.of(user).properties(CLEANUP)).containsEntry("ServiceTimeout", "3600");
    }

    @Test
    void aCleanupOfAnotherStackThatTheProviderWasNotToldOfIsRefused() {
        JobExecutionCleanupProvider shared = patterns(stack).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        everyThing(new Stack(app, "User")).provider(shared).build())
                .withMessage(
                        "User/Executions uses the JobExecutionCleanupProvider of another stack, Rollouts: give that provider allowCleanups(RequestKind.EVERY_THING_OF_A_JOB)");
    }

    @Test
    void whatIsAllowedToOtherStacksNeedsPatterns() {
        JobExecutionCleanupProvider.Builder provider =
                JobExecutionCleanupProvider.Builder.create(stack).allowCleanups(RequestKind.EVERY_JOB_ON_A_THING);

        assertThatIllegalArgumentException()
                .isThrownBy(provider::build)
                .withMessageStartingWith("jobPatterns must be one or more patterns")
                .withMessageEndingWith(", got none");
    }

    @Test
    void aProviderOfAnotherAppIsTakenForWhatItWasDeployedFor() {
        everyJob(stack).provider(provider(RequestKind.EVERY_JOB_ON_A_THING)).build();

        assertThat(synthesized().properties(CLEANUP)).containsEntry("ServiceTimeout", "3600");
    }

    @Test
    void aProviderOfAnotherAppThatWasNotDeployedForItIsRefused() {
        IJobExecutionCleanupProvider provider = provider(RequestKind.EVERY_THING_OF_A_JOB);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> everyJob(stack).provider(provider).build())
                .withMessage(
                        "JobId or ThingName must not be * unless fromAttributes was given the kind for the provider of Rollouts/Executions: deploy that provider with allowCleanups(RequestKind.EVERY_JOB_ON_A_THING), WholeThingsAndJobs in its template or jobsweep:wholeThingsAndJobs in its context, and give fromAttributes the same");
    }

    private IJobExecutionCleanupProvider provider(RequestKind kind) {
        return JobExecutionCleanupProvider.fromAttributes(
                stack,
                "Provider",
                JobExecutionCleanupProviderAttributes.builder()
                        .serviceToken(SERVICE_TOKEN)
                        .allowCleanups(kind)
                        .build());
    }

    private static JobExecutionCleanupProvider.Builder patterns(Stack stack) {
        return JobExecutionCleanupProvider.Builder.create(stack)
                .jobPatterns(List.of("firmware-*"))
                .thingPatterns(List.of("greenhouse-*"));
    }

    private static JobExecutionCleanup.Builder everyJob(Stack stack) {
        return cleanup(stack).thingName("greenhouse-7").everyJob();
    }

    private static JobExecutionCleanup.Builder everyThing(Stack stack) {
        return cleanup(stack).jobId("firmware-42").everyThing();
    }

    private static JobExecutionCleanup.Builder cleanup(Stack stack) {
        return JobExecutionCleanup.Builder.create(stack, "Executions");
    }

    private SynthesizedStack synthesized() {
        return SynthesizedStack.of(stack);
    }
}
