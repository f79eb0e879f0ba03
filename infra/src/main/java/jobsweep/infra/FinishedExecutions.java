package jobsweep.infra;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.iot.CfnTopicRule;
import software.amazon.awscdk.services.iot.CfnTopicRule.ActionProperty;
import software.amazon.awscdk.services.iot.CfnTopicRule.SqsActionProperty;
import software.amazon.awscdk.services.iot.CfnTopicRule.TopicRulePayloadProperty;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// An AWS IoT rule that makes a cleanup request of each execution that ends.
///
/// The event has neither the execution's number nor its thing's name, which is the last part of the thing's ARN.
final class FinishedExecutions {
    private static final String SQL_VERSION = "2016-03-23";
    private static final String JOB_ID = "topic(4)";
    private static final String THING_NAME = "regexp_substr(thingArn, '[^/]+$')";

    private FinishedExecutions() {}

    static void create(
            Construct parent, CleanupQueues queues, Collection<JobExecutionOutcome> outcomes, TargetPatterns targets) {
        Construct scope = new Construct(parent, "FinishedExecutions");
        SendingRole role = SendingRole.create(scope, "iot.amazonaws.com", queues);
        CfnTopicRule rule = CfnTopicRule.Builder.create(scope, "Rule")
                .topicRulePayload(TopicRulePayloadProperty.builder()
                        .description("Asks jobsweep to delete job executions that have ended")
                        .awsIotSqlVersion(SQL_VERSION)
                        .sql(sql(outcomes, targets))
                        .actions(List.of(send(queues.requests(), role)))
                        .errorAction(send(queues.deadLetters(), role))
                        .build())
                .build();
        role.policy().madeBefore(rule);
    }

    private static ActionProperty send(Queue queue, SendingRole role) {
        return ActionProperty.builder()
                .sqs(SqsActionProperty.builder()
                        .queueUrl(queue.getQueueUrl())
                        .roleArn(role.arn())
                        .useBase64(false)
                        .build())
                .build();
    }

    private static String sql(Collection<JobExecutionOutcome> outcomes, TargetPatterns targets) {
        List<String> conditions = new ArrayList<>();
        conditions.add(outcomes.stream()
                .map(outcome -> "topic(5) = '" + outcome.topic() + "'")
                .collect(Collectors.joining(" OR ", "(", ")")));
        targets.jobs().regex().ifPresent(regex -> conditions.add(matches(JOB_ID, regex)));
        targets.things().regex().ifPresent(regex -> conditions.add(matches(THING_NAME, regex)));
        return "SELECT %s AS JobId, %s AS ThingName, 'true' AS OnlyFinished FROM '$aws/events/jobExecution/+/+' WHERE %s"
                .formatted(JOB_ID, THING_NAME, String.join(" AND ", conditions));
    }

    private static String matches(String text, String regex) {
        return "regexp_matches(%s, '%s')".formatted(text, regex);
    }
}
