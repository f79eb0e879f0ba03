package jobsweep.infra;

import static jobsweep.infra.SynthesizedStack.ALARM;
import static jobsweep.infra.SynthesizedStack.CLEANUP;
import static jobsweep.infra.SynthesizedStack.INVOCATIONS;
import static jobsweep.infra.SynthesizedStack.LOG_GROUP;
import static jobsweep.infra.SynthesizedStack.ON_FAILURE_POLICY;
import static jobsweep.infra.SynthesizedStack.POLICY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iot.CfnThing;

class JobExecutionCleanupTest {
    private final Stack stack = new Stack();

    /// Refused, it would never be looked up: the CDK does that once the app has ended.
    @ParameterizedTest
    @ValueSource(strings = {"dummy-value-for-/fleet/name", "green-dummy-value-for-/fleet/name"})
    void whatTheCdkIsAboutToLookUpIsTaken(String lookup) {
        Stack stack = new Stack();

        assertThatCode(() -> {
                    JobExecutionCleanupProvider.Builder.create(stack)
                            .jobPatterns(List.of("firmware-*", lookup))
                            .thingPatterns(List.of("greenhouse-*"))
                            .region(lookup)
                            .build();
                    JobExecutionCleanup.Builder.create(stack, "Rollout")
                            .jobId(lookup)
                            .thingName(lookup)
                            .executionNumber(lookup)
                            .build();
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aSnapshotIsRefusedAsCloudFormationWould() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobExecutionCleanup.Builder.create(new Stack(), "Rollout")
                        .removalPolicy(RemovalPolicy.SNAPSHOT))
                .withMessageStartingWith(
                        "removalPolicy must be DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE, got 'SNAPSHOT'");
    }

    @Test
    void everyPropertyIsRenderedAsTheStringCloudFormationSends() {
        cleanup()
                .jobId("firmware-42")
                .thingName("greenhouse:7")
                .executionNumber(7)
                .force(true)
                .namespaceId("aws-gg-deployment")
                .gracePeriod(Duration.minutes(5))
                .build();

        assertThat(properties())
                .containsEntry("JobId", "firmware-42")
                .containsEntry("ThingName", "greenhouse:7")
                .containsEntry("ExecutionNumber", "7")
                .containsEntry("Force", "true")
                .containsEntry("NamespaceId", "aws-gg-deployment")
                .containsEntry("GracePeriodSeconds", "300");
    }

    @Test
    void whatIsNotSetIsNotRendered() {
        valid().build();

        assertThat(properties()).containsOnlyKeys("ServiceToken", "ServiceTimeout", "JobId", "ThingName");
    }

    @Test
    void theLargestExecutionNumberKeepsEveryDigit() {
        valid().executionNumber(Long.MAX_VALUE).build();

        assertThat(properties().get("ExecutionNumber")).isEqualTo("9223372036854775807");
    }

    @Test
    void attributesAndPhysicalIdAreReferencesToTheResource() {
        JobExecutionCleanup cleanup = valid().build();

        assertThat(stack.resolve(List.of(
                        cleanup.getExecutionNumber(),
                        cleanup.getStatus(),
                        cleanup.getQueuedAt(),
                        cleanup.getPhysicalResourceId())))
                .isEqualTo(List.of(
                        attribute("ExecutionNumber"),
                        attribute("Status"),
                        attribute("QueuedAt"),
                        Map.of("Ref", logicalId())));
    }

    @ParameterizedTest
    @CsvSource({
        "DESTROY, Delete, Delete",
        "RETAIN, Retain, Retain",
        "RETAIN_ON_UPDATE_OR_DELETE, RetainExceptOnCreate, Retain"
    })
    void removalPolicyIsRenderedForDeletionAndReplacement(RemovalPolicy policy, String deletion, String replacement) {
        valid().removalPolicy(policy).build();

        assertThat(synthesized().read(CLEANUP, "DeletionPolicy")).isEqualTo(deletion);
        assertThat(synthesized().read(CLEANUP, "UpdateReplacePolicy")).isEqualTo(replacement);
    }

    @Test
    void removalPolicyIsDestroyByDefault() {
        valid().build();

        assertThat(synthesized().read(CLEANUP, "DeletionPolicy")).isEqualTo("Delete");
    }

    @Test
    void theExecutionGoesBeforeItsThing() {
        CfnThing thing = CfnThing.Builder.create(stack, "Thing").build();
        valid().thingName(thing.getRef()).build();

        assertThat(properties().get("ThingName")).isEqualTo(Map.of("Ref", "Thing"));
    }

    @Test
    void everythingOfTheProviderButItsAlarmStaysUntilTheExecutionIsDeleted() {
        valid().build();
        Set<Object> provider = synthesized().resources().keySet();
        provider.remove(logicalId());
        provider.remove(synthesized().logicalId(ALARM));

        assertThat(synthesized().read(CLEANUP, "DependsOn"))
                .asInstanceOf(LIST)
                .containsExactlyInAnyOrderElementsOf(provider)
                .contains(POLICY, ON_FAILURE_POLICY, synthesized().logicalId(LOG_GROUP), INVOCATIONS);
    }

    @Test
    void tokensAreLeftForTheFunctionToCheck() {
        String token = CfnParameter.Builder.create(stack, "Anything").build().getValueAsString();
        cleanup()
                .jobId(token)
                .thingName(token)
                .executionNumber(token)
                .force(token)
                .namespaceId(token)
                .build();

        assertThat(List.of("JobId", "ThingName", "ExecutionNumber", "Force", "NamespaceId"))
                .allSatisfy(property -> assertThat(properties().get(property)).isEqualTo(Map.of("Ref", "Anything")));
    }

    @Test
    void anExecutionNumberMayBeATokenForANumber() {
        CfnParameter parameter =
                CfnParameter.Builder.create(stack, "Number").type("Number").build();
        valid().executionNumber(parameter.getValueAsNumber()).build();

        assertThat(synthesized().read(CLEANUP, "Properties", "ExecutionNumber")).isEqualTo(Map.of("Ref", "Number"));
    }

    @Test
    void anExecutionNumberMayBeAnyKindOfWholeNumber() {
        valid().executionNumber(BigInteger.valueOf(7)).executionNumber(7.0).build();

        assertThat(properties().get("ExecutionNumber")).isEqualTo("7");
    }

    @ParameterizedTest
    @ValueSource(doubles = {7.5, -1, 1e30, Double.NaN, Double.POSITIVE_INFINITY})
    void otherNumbersAreRefused(double number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup().executionNumber(number))
                .withMessageStartingWith("ExecutionNumber must be a whole number from 0 to 9223372036854775807, got '");
    }

    @ParameterizedTest
    @CsvSource({"'a b', ''", "'', /b", "*, ''", "'a', 'b c'"})
    void whatStandsBesideATokenIsHeldAgainstTheRules(String before, String after) {
        String token = Fn.ref("AWS::StackName");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup().thingName(before + token + after))
                .withMessage(
                        "ThingName must be 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -, or *, got '%s<token>%s'",
                        before, after);
        assertThat(cleanup().thingName("pump-" + token + ":1")).isNotNull();
    }

    @Test
    void nullMeansNotSet() {
        valid().executionNumber(1)
                .executionNumber((Number) null)
                .executionNumber((String) null)
                .force((Boolean) null)
                .force((String) null)
                .defer((Boolean) null)
                .defer((String) null)
                .namespaceId(null)
                .gracePeriod(null)
                .removalPolicy(null)
                .provider(null)
                .build();

        assertThat(properties()).containsOnlyKeys("ServiceToken", "ServiceTimeout", "JobId", "ThingName");
        assertThat(synthesized().read(CLEANUP, "DeletionPolicy")).isEqualTo("Delete");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> valid().jobId(null).build())
                .withMessageStartingWith("JobId is required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "firmware-42", "A_b-9", "1234567890123456789012345678901234567890123456789012345678901234"})
    void jobIdsWithinTheRulesPass(String jobId) {
        assertThat(cleanup().jobId(jobId)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a/b", "a:b", "ü", "a\n"})
    void jobIdsOutsideOfTheRulesAreRefused(String jobId) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup().jobId(jobId))
                .withMessage("JobId must be 1 to 64 characters of a-z, A-Z, 0-9, _ and -, or *, got '%s'", jobId);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a.b", "**"})
    void thingNamesOutsideOfTheRulesAreRefused(String thingName) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup().thingName(thingName))
                .withMessage(
                        "ThingName must be 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -, or *, got '%s'",
                        thingName);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "7.0", "first", "٣", "9223372036854775808", "10000000000000000000000"})
    void executionNumbersOutsideOfTheRulesAreRefused(String number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup().executionNumber(number))
                .withMessage("ExecutionNumber must be a whole number from 0 to 9223372036854775807, got '%s'", number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "TRUE", "1"})
    void forceIsTrueOrFalseAndNothingElse(String force) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup().force(force))
                .withMessage("Force must be true or false, got '%s'", force);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a b"})
    void namespaceIdsOutsideOfTheRulesAreRefused(String namespaceId) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup().namespaceId(namespaceId))
                .withMessage(
                        "NamespaceId must be one or more characters of a-z, A-Z, 0-9, _ and -, got '%s'", namespaceId);
    }

    @Test
    void gracePeriodsOutsideOfTheRulesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup().gracePeriod(Duration.seconds(781)))
                .withMessage("GracePeriodSeconds must be a whole number from 0 to 780, got '781'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup().gracePeriod(Duration.millis(1500)))
                .withMessage("GracePeriodSeconds must be a whole number from 0 to 780, got '1.5'");
    }

    @Test
    void aTokenIsNoGracePeriodBecauseTheFunctionsTimeOutFollowsIt() {
        CfnParameter parameter =
                CfnParameter.Builder.create(stack, "Anything").type("Number").build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup().gracePeriod(Duration.seconds(parameter.getValueAsNumber())))
                .withMessage(
                        "GracePeriodSeconds must be known when the app is synthesized, because the function's time-out follows it, got a token");
    }

    @Test
    void aNegativeExecutionNumberIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup().executionNumber(-1))
                .withMessageEndingWith("got '-1'");
    }

    @Test
    void aLongValueIsCutInTheMessage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup().jobId("x".repeat(65)))
                .withMessageEndingWith(", got '%s…'", "x".repeat(64));
    }

    @Test
    void jobAndThingAreRequired() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup().thingName("greenhouse-7").build())
                .withMessage("JobId is required: 1 to 64 characters of a-z, A-Z, 0-9, _ and -, or *");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup().jobId("firmware-42").build())
                .withMessage("ThingName is required: 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -, or *");
    }

    private JobExecutionCleanup.Builder cleanup() {
        return JobExecutionCleanup.Builder.create(stack, "Rollout");
    }

    private JobExecutionCleanup.Builder valid() {
        return cleanup().jobId("firmware-42").thingName("greenhouse-7");
    }

    private Map<String, List<String>> attribute(String name) {
        return Map.of("Fn::GetAtt", List.of(logicalId(), name));
    }

    private String logicalId() {
        return synthesized().logicalId(CLEANUP);
    }

    private Map<Object, Object> properties() {
        return synthesized().properties(CLEANUP);
    }

    private SynthesizedStack synthesized() {
        return SynthesizedStack.of(stack);
    }
}
