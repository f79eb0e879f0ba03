package jobsweep.simulator.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.Cancellation;
import jobsweep.simulator.cloudformation.Identifiers;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.cloudformation.StackId;
import jobsweep.simulator.events.EventSources;
import jobsweep.simulator.events.QueuePost;
import jobsweep.simulator.iam.Iam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSourceTypesTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/sender";
    private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:queue";
    private static final String TOPIC_RULE = """
            {"RuleName": "ended", "TopicRulePayload": {"AwsIotSqlVersion": "2016-03-23", "Sql": "SELECT a FROM 't'",
             "Actions": [{"Sqs": {"QueueUrl": "http://localhost/queue", "RoleArn": "%s", "UseBase64": false}}],
             "ErrorAction": {"Sqs": {"QueueUrl": "http://localhost/dead", "RoleArn": "%s"}}}}""".formatted(ROLE, ROLE);
    private static final String EVENT_RULE = """
            {"Name": "gone", "State": "ENABLED", "EventPattern": {"source": ["aws.iot"]},
             "Targets": [{"Id": "Target0", "Arn": "%s", "InputTransformer": {
               "InputPathsMap": {"source": "$.source"}, "InputTemplate": "{\\"from\\":<source>}"}}]}""".formatted(QUEUE);
    private static final String SCHEDULE = """
            {"Name": "nightly", "FlexibleTimeWindow": {"Mode": "OFF"}, "ScheduleExpression": "rate(1 day)",
             "Target": {"Arn": "%s", "RoleArn": "%s", "Input": "{}"}}""".formatted(QUEUE, ROLE);
    private static final String POLICY = """
            {"Queues": ["http://localhost/queue"], "PolicyDocument": {"Statement": [
              {"Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:GetQueueUrl"], "Resource": "%s",
               "Principal": {"Service": "events.amazonaws.com"},
               "Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:events:us-east-1:123456789012:rule/gone"}}}]}}""".formatted(QUEUE);

    private final Iam iam = new Iam();
    private final List<String> sent = new ArrayList<>();
    private final EventSources sources = new EventSources(
            new QueuePost(Account.example(), iam, (url, body) -> sent.add(body), arn -> arn), InstantSource.system());
    private final Names names = new Names(Account.example(), Identifiers.unforeseeable());
    private final Map<String, ResourceType> types = Map.of(
            "AWS::IoT::TopicRule", new TopicRuleType(names, sources.topicRules()),
            "AWS::Events::Rule", new EventRuleType(names, sources.bus()),
            "AWS::Scheduler::Schedule", new ScheduleType(names, sources.schedules()),
            "AWS::SQS::QueuePolicy", new QueuePolicyType(names, sources.queues()));

    @Test
    void whatIsMadeSendsUntilItIsDeleted() throws JsonProcessingException {
        iam.putRole(ROLE, json("""
                {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"Service": ["iot.amazonaws.com", "scheduler.amazonaws.com"]}}}"""));
        iam.putRolePolicy(
                ROLE,
                "Sending",
                json("{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"sqs:SendMessage\", \"Resource\": \"*\"}}"));
        create("AWS::SQS::QueuePolicy", POLICY);
        create("AWS::IoT::TopicRule", TOPIC_RULE);
        create("AWS::Events::Rule", EVENT_RULE);
        create("AWS::Scheduler::Schedule", SCHEDULE);

        happen();
        sources.schedules().fire("nightly");
        delete("AWS::IoT::TopicRule", "ended", TOPIC_RULE);
        delete("AWS::Events::Rule", "gone", EVENT_RULE);
        delete("AWS::Scheduler::Schedule", "nightly", SCHEDULE);
        happen();

        assertThat(sent).containsExactly("{\"a\":1}", "{\"from\":\"aws.iot\"}", "{}");
        assertThat(sources.schedules().names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "AWS::IoT::TopicRule      | \"UseBase64\": false      | \"UseBase64\": true",
                "AWS::IoT::TopicRule      | 2016-03-23                | 2015-10-08",
                "AWS::IoT::TopicRule      | {\"Sqs\"                 | {\"Sns\"",
                "AWS::IoT::TopicRule      | SELECT a                  | SELECT lower(a) AS a",
                "AWS::Events::Rule        | :sqs:                     | :sns:",
                "AWS::Events::Rule        | \"Id\"                    | \"InputPath\"",
                "AWS::Events::Rule        | \"State\"                 | \"EventBusName\"",
                "AWS::Scheduler::Schedule | OFF                       | FLEXIBLE",
                "AWS::Scheduler::Schedule | rate(1 day)               | at(2026-03-01T12:00:00)",
                "AWS::Scheduler::Schedule | :sqs:                     | :lambda:",
                "AWS::SQS::QueuePolicy    | events.amazonaws.com      | sns.amazonaws.com",
                "AWS::SQS::QueuePolicy    | ArnEquals                 | StringEquals",
                "AWS::SQS::QueuePolicy    | sqs:GetQueueUrl           | sqs:DeleteQueue",
            })
    void whatIsNotPlayedFailsTheResource(String type, String played, String unplayed) {
        String properties = Map.of(
                        "AWS::IoT::TopicRule", TOPIC_RULE,
                        "AWS::Events::Rule", EVENT_RULE,
                        "AWS::Scheduler::Schedule", SCHEDULE)
                .getOrDefault(type, POLICY);

        assertThat(properties).contains(played);
        assertThatThrownBy(() -> create(type, properties.replace(played, unplayed)))
                .hasMessageContaining("does not play");
    }

    private void happen() throws JsonProcessingException {
        sources.topicRules().publish("t", json("{\"a\": 1}"));
        sources.bus().send(json("{\"source\": \"aws.iot\"}"));
    }

    private PhysicalResource create(String type, String properties) throws JsonProcessingException {
        return type(type).create(address(type), json(properties), new Cancellation());
    }

    private void delete(String type, String id, String properties) throws JsonProcessingException {
        type(type).delete(address(type), new PhysicalResource(id), json(properties));
    }

    private ResourceType type(String type) {
        return Objects.requireNonNull(types.get(type));
    }

    private static ResourceAddress address(String type) {
        return new ResourceAddress(new StackId("stack", "arn"), "Source", type);
    }

    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) new ObjectMapper().readTree(text);
    }
}
