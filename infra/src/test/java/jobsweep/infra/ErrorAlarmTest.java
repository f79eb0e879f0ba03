package jobsweep.infra;

import static jobsweep.infra.SynthesizedStack.ALARM;
import static jobsweep.infra.SynthesizedStack.FUNCTION;
import static jobsweep.infra.SynthesizedStack.ON_FAILURE_FUNCTION;
import static jobsweep.infra.SynthesizedStack.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.sns.Topic;

class ErrorAlarmTest {
    private final Stack stack = new Stack();

    @Test
    void oneFailureInFiveMinutesIsEnoughAndNoneIsNoData() {
        JobExecutionCleanupProvider.getOrCreate(stack);

        assertThat(synthesized().properties(ALARM))
                .containsEntry("ComparisonOperator", "GreaterThanOrEqualToThreshold")
                .containsEntry("Threshold", 1)
                .containsEntry("EvaluationPeriods", 1)
                .containsEntry("TreatMissingData", "notBreaching")
                .doesNotContainKey("AlarmName");
    }

    @Test
    void errorsOfBothFunctionsAndWhatTheyIgnoreAndRequestsLostBetweenThemAreSummedUp() {
        JobExecutionCleanupProvider.getOrCreate(stack);

        assertThat((List<?>) synthesized().read(ALARM, "Properties", "Metrics"))
                .satisfiesExactly(
                        sum -> assertThat(at(sum, "Expression"))
                                .isEqualTo("SUM([errors, ignored, onFailureErrors, onFailureIgnored, undelivered])"),
                        errors -> assertThat(errors).isEqualTo(metric("errors", "Errors", FUNCTION)),
                        ignored -> assertThat(ignored).isEqualTo(ignored("ignored", FUNCTION)),
                        onFailureErrors -> assertThat(onFailureErrors)
                                .isEqualTo(metric("onFailureErrors", "Errors", ON_FAILURE_FUNCTION)),
                        ignored -> assertThat(ignored).isEqualTo(ignored("onFailureIgnored", ON_FAILURE_FUNCTION)),
                        undelivered -> assertThat(undelivered)
                                .isEqualTo(metric("undelivered", "DestinationDeliveryFailures", FUNCTION)));
    }

    @Test
    void itSaysWhatItMeansAndWhereToLook() {
        JobExecutionCleanupProvider.getOrCreate(stack);

        assertThat(synthesized().read(ALARM, "Properties", "AlarmDescription").toString())
                .contains("without an answer to CloudFormation", "ServiceTimeout", "log group");
    }

    @Test
    void itDoesNothingByDefault() {
        JobExecutionCleanupProvider.getOrCreate(stack);

        assertThat(synthesized().properties(ALARM)).doesNotContainKey("AlarmActions");
    }

    @Test
    void itDoesWhatItIsGiven() {
        Topic first = Topic.Builder.create(stack, "First").build();
        Topic second = Topic.Builder.create(stack, "Second").build();
        JobExecutionCleanupProvider.Builder.create(stack)
                .alarmActions(List.of(new SnsAction(first), new SnsAction(second)))
                .build();

        assertThat(synthesized().read(ALARM, "Properties", "AlarmActions"))
                .isEqualTo(stack.resolve(List.of(first.getTopicArn(), second.getTopicArn())));
    }

    @Test
    void othersCanReferToIt() {
        JobExecutionCleanupProvider provider = JobExecutionCleanupProvider.getOrCreate(stack);

        assertThat(stack.resolve(provider.getErrorAlarm().getAlarmArn()))
                .isEqualTo(Map.of("Fn::GetAtt", List.of(synthesized().logicalId(ALARM), "Arn")));
    }

    private static Map<String, Object> metric(String id, String name, String function) {
        return metric(id, "AWS/Lambda", name, function);
    }

    private static Map<String, Object> ignored(String id, String function) {
        return metric(id, "Jobsweep", "Ignored", function);
    }

    private static Map<String, Object> metric(String id, String namespace, String name, String function) {
        Map<String, Object> dimension = Map.of("Name", "FunctionName", "Value", Map.of("Ref", function));
        Map<String, Object> metric =
                Map.of("Namespace", namespace, "MetricName", name, "Dimensions", List.of(dimension));
        return Map.of(
                "Id", id, "MetricStat", Map.of("Metric", metric, "Period", 300, "Stat", "Sum"), "ReturnData", false);
    }

    private SynthesizedStack synthesized() {
        return SynthesizedStack.of(stack);
    }
}
