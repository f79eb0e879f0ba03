package jobsweep.infra;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.services.iot.CfnTopicRule;
import software.amazon.awscdk.services.iot.CfnTopicRule.ActionProperty;
import software.amazon.awscdk.services.iot.CfnTopicRule.SqsActionProperty;
import software.amazon.awscdk.services.iot.CfnTopicRule.TopicRulePayloadProperty;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// AWS IoT rules that make cleanup requests of the events that AWS IoT itself publishes.
///
/// @param parent of the rules
/// @param targets whose events are meant
record CleanupRules(Construct parent, CleanupQueues queues, TargetPatterns targets) {
    static final String DELETED_THINGS = "DeletedThings";

    private static final String SQL_VERSION = "2016-03-23";

    /// Of each execution that ends in one of these ways, as they are when the app is synthesized. The
    /// event has neither the execution's number nor its thing's name, which is the last part of the
    /// thing's ARN. Its status keeps what ended otherwise, such as what failed before a retry succeeded.
    CfnTopicRule ofFinishedExecutions(Collection<JobExecutionOutcome> outcomes) {
        String jobId = "topic(4)";
        String thingName = "regexp_substr(thingArn, '[^/]+$')";
        List<String> conditions = new ArrayList<>();
        conditions.add(Lazy.uncachedString(context -> outcomes.stream()
                .map(outcome -> "topic(5) = '" + outcome.topic() + "'")
                .collect(Collectors.joining(" OR ", "(", ")"))));
        addMatch(conditions, jobId, targets.jobs());
        addMatch(conditions, thingName, targets.things());
        return create(
                "FinishedExecutions",
                "Asks jobsweep to delete job executions that have ended",
                "SELECT %s AS JobId, %s AS ThingName, 'true' AS OnlyFinished, status AS Status FROM '$aws/events/jobExecution/+/+'"
                        .formatted(jobId, thingName),
                conditions);
    }

    /// Of each thing that is deleted. What waited or was worked on is `REMOVED` from then on, and so finished, while a
    /// thing that was made again under the name keeps what it has waiting. AWS does not say which comes first, that
    /// state or the event, hence the second look.
    void ofDeletedThings() {
        String thingName = "topic(4)";
        List<String> conditions = new ArrayList<>();
        addMatch(conditions, thingName, targets.things());
        create(
                DELETED_THINGS,
                "Asks jobsweep to delete the job executions of things that were deleted",
                "SELECT '*' AS JobId, %s AS ThingName, 'true' AS OnlyFinished, 'true' AS LookAgain FROM '$aws/events/thing/+/deleted'"
                        .formatted(thingName),
                conditions);
    }

    private static void addMatch(List<String> conditions, String text, NamePatterns patterns) {
        patterns.regex().ifPresent(regex -> conditions.add("regexp_matches(%s, '%s')".formatted(text, regex)));
    }

    private CfnTopicRule create(String id, String description, String select, List<String> conditions) {
        Construct scope = new Construct(parent, id);
        SendingRole role = SendingRole.ofRules(scope, queues);
        CfnTopicRule rule = CfnTopicRule.Builder.create(scope, "Rule")
                .topicRulePayload(TopicRulePayloadProperty.builder()
                        .description(description)
                        .awsIotSqlVersion(SQL_VERSION)
                        .sql(conditions.isEmpty() ? select : select + " WHERE " + String.join(" AND ", conditions))
                        .actions(List.of(send(queues.requests(), role)))
                        .errorAction(send(queues.deadLetters(), role))
                        .build())
                .build();
        role.policy().madeBefore(rule);
        return rule;
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
}
