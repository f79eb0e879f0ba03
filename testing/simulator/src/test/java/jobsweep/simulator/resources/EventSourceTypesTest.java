package jobsweep.simulator.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.cloudformation.Assets;
import jobsweep.simulator.cloudformation.Cancellation;
import jobsweep.simulator.cloudformation.Identifiers;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.cloudformation.StackId;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.sqs.StandardQueue;
import org.junit.jupiter.api.AfterEach;
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
    private static final String SCHEDULE = """
            {"Name": "nightly", "FlexibleTimeWindow": {"Mode": "OFF"}, "ScheduleExpression": "rate(1 day)",
             "Target": {"Arn": "%s", "RoleArn": "%s", "Input": "{}"}}""".formatted(QUEUE, ROLE);
    private static final String POLICY = """
            {"Queues": ["http://localhost/queue"], "PolicyDocument": {"Statement": [
              {"Effect": "Deny", "Action": "sqs:*", "Principal": {"AWS": "*"}, "Resource": "%s",
               "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}}""".formatted(QUEUE);

    private final SimulatedAws aws;
    private final Iam iam;
    private final List<String> sent = new ArrayList<>();
    private final Map<String, ResourceType> types;

    EventSourceTypesTest() throws IOException {
        aws = SimulatedAws.builder().inProcess(environment -> attempt -> "").start();
        iam = aws.iam();
        aws.sqs().put(new StandardQueue("queue", QUEUE, Duration.ofSeconds(30), Duration.ofDays(1), Optional.empty()));
        aws.sqs().onSend((queueName, body) -> sent.add(body));
        types = AwsResourceTypes.of(
                aws.account(),
                Identifiers.unforeseeable(),
                Assets.of(Map.of()),
                new AwsServices(
                        iam,
                        aws.jobs(),
                        aws.lambda(),
                        aws.alarms(),
                        aws.topicRules(),
                        aws.schedules(),
                        aws.sqs(),
                        aws.eventSourceMappings()));
    }

    @AfterEach
    void close() {
        aws.close();
    }

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
        create("AWS::Scheduler::Schedule", SCHEDULE);

        happen();
        aws.schedules().fire("nightly");
        delete("AWS::IoT::TopicRule", "ended", TOPIC_RULE);
        delete("AWS::Scheduler::Schedule", "nightly", SCHEDULE);
        happen();

        assertThat(sent).containsExactly("{\"a\":1}", "{}");
        assertThat(aws.schedules().names()).isEmpty();
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
                "AWS::Scheduler::Schedule | OFF                       | FLEXIBLE",
                "AWS::Scheduler::Schedule | rate(1 day)               | at(2026-03-01T12:00:00)",
                "AWS::Scheduler::Schedule | :sqs:                     | :lambda:",
                "AWS::SQS::QueuePolicy    | Deny                      | Allow",
                "AWS::SQS::QueuePolicy    | aws:SecureTransport       | aws:SourceArn",
                "AWS::SQS::QueuePolicy    | sqs:*                     | sqs:DeleteQueue",
            })
    void whatIsNotPlayedFailsTheResource(String type, String played, String unplayed) {
        String properties = Map.of(
                        "AWS::IoT::TopicRule", TOPIC_RULE,
                        "AWS::Scheduler::Schedule", SCHEDULE)
                .getOrDefault(type, POLICY);

        assertThat(properties).contains(played);
        assertThatThrownBy(() -> create(type, properties.replace(played, unplayed)))
                .hasMessageContaining("does not play");
    }

    private void happen() throws JsonProcessingException {
        aws.topicRules().publish("t", json("{\"a\": 1}"));
    }

    private PhysicalResource create(String type, String properties) throws JsonProcessingException {
        return type(type).create(address(type), json(properties), new Cancellation());
    }

    private void delete(String type, String id, String properties) throws JsonProcessingException {
        type(type)
                .deletion(address(type), new PhysicalResource(id), json(properties))
                .run();
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
