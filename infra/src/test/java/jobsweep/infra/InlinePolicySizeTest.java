package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jobsweep.contract.RequestKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.iot.CfnThing;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;

/// Policies that could never be updated are refused, with advice that helps.
class InlinePolicySizeTest {
    private static final Map<String, String> REFERENCE = Map.of("Ref", "Something");

    private final Stack stack = new Stack();

    @ParameterizedTest
    @CsvSource({
        "iot,    :job/,   92",
        "iot,    :thing/, 158",
    })
    void aReferredNameIsAsLongAsAwsIotAllows(String service, String before, int length) {
        Object arn = Map.of("Fn::Join", List.of("", List.of("arn:aws:iot:eu-west-1:1" + before, "some-", REFERENCE)));

        assertThat(LongestArn.of(arn, service)).hasSize(length);
    }

    @Test
    void partitionRegionAndAccountAreTheLongest() {
        Object arn = Map.of(
                "Fn::Join",
                List.of(
                        "",
                        List.of(
                                "arn:",
                                Map.of("Ref", "AWS::Partition"),
                                ":iot:",
                                REFERENCE,
                                ":",
                                Map.of("Ref", "AWS::AccountId"),
                                ":job/a")));

        assertThat(LongestArn.of(arn, "iot")).hasSameSizeAs("arn:aws-us-gov:iot:us-isof-south-1:123456789012:job/a");
    }

    @ParameterizedTest
    @CsvSource({"lambda, 64", "sqs, 80", "logs, 512", "somewhere, 512"})
    void aReferredArnIsOfTheLongestNameThatItsServiceAllows(String service, int length) {
        Object arn = Map.of("Fn::GetAtt", List.of("Something", "Arn"));

        assertThat(LongestArn.of(arn, service).length() - length)
                .isEqualTo("arn:aws-us-gov:lambda:us-isof-south-1:123456789012:log-group::*".length());
    }

    @Test
    void ofAChoiceTheLongerOneCounts() {
        Object arn = Map.of("Fn::If", List.of("IsSo", "short", "a longer one"));

        assertThat(LongestArn.of(arn, "iot")).isEqualTo("a longer one");
    }

    @Test
    void thingsThatAreReferredToCountWithTheLongestNames() {
        onThings(8);

        assertThatCode(this::synthesize).doesNotThrowAnyException();

        Stack other = new Stack();
        onThings(other, 26);

        assertThatThrownBy(() -> Template.fromStack(other))
                .hasMessageContaining("Give the stack's JobExecutionCleanupProvider jobPatterns and thingPatterns");
    }

    @Test
    void theAdviceToAProviderHelps() {
        JobExecutionCleanupProvider.Builder.create(stack)
                .jobPatterns(List.of("*"))
                .thingPatterns(List.of("greenhouse-*"))
                .build();
        onThings(200);

        assertThatCode(this::synthesize).doesNotThrowAnyException();
    }

    @Test
    void aProviderWithTooManyPatternsIsToldOfThem() {
        JobExecutionCleanupProvider.Builder.create(stack)
                .jobPatterns(names(100))
                .thingPatterns(List.of("*"))
                .build();

        assertThatThrownBy(this::synthesize)
                .hasMessageContaining("Give the JobExecutionCleanupProvider fewer jobPatterns and thingPatterns");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60})
    void aQueueWithTooManyPatternsIsToldOfThem(int patterns) {
        JobExecutionCleanupQueue queue = queue(patterns);
        queue.allowDeferred(RequestKind.values());

        assertRefused(patterns > 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60})
    void aQueueWhoseSchedulesNameTooMuchIsToldOfThem(int schedules) {
        JobExecutionCleanupQueue queue = queue(1);
        names(schedules)
                .forEach(name -> queue.cleanUpOnSchedule(
                        name,
                        ScheduleExpression.rate(Duration.days(1)),
                        CleanupRequest.Builder.create()
                                .jobId("*")
                                .thingName("thing-" + name)
                                .build()));

        assertRefused(schedules > 1);
    }

    @Test
    void thePlainTemplateHasRoomForAsManyOfTheLongestPatternsAsItTakes() {
        Stack plain = new PlainProviderStack(new App(), "Plain");

        assertThatCode(() -> Template.fromStack(plain)).doesNotThrowAnyException();
    }

    private void assertRefused(boolean refused) {
        if (refused) {
            assertThatThrownBy(this::synthesize)
                    .hasMessageContaining(
                            "Give the JobExecutionCleanupQueue fewer jobPatterns and thingPatterns, with * for any number of characters in place of many, and its schedules' requests * in place of many names");
            return;
        }
        assertThatCode(this::synthesize).doesNotThrowAnyException();
    }

    private JobExecutionCleanupQueue queue(int patterns) {
        return JobExecutionCleanupQueue.Builder.create(stack, "Cleanups")
                .jobPatterns(patterns == 1 ? List.of("*") : names(patterns))
                .thingPatterns(List.of("*"))
                .build();
    }

    private void onThings(int things) {
        onThings(stack, things);
    }

    private static void onThings(Stack stack, int things) {
        names(things)
                .forEach(name -> JobExecutionCleanup.Builder.create(stack, "Rollout-" + name)
                        .jobId("firmware-42")
                        .thingName(CfnThing.Builder.create(stack, name).build().getRef())
                        .executionNumber(1)
                        .build());
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(number -> "n" + number).toList();
    }

    private Template synthesize() {
        return Template.fromStack(stack);
    }
}
