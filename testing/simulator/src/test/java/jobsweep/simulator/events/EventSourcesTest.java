package jobsweep.simulator.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iot.IotJobs;
import jobsweep.simulator.iot.Status;
import jobsweep.simulator.iotsql.IotSql;
import jobsweep.simulator.time.ManualTime;
import jobsweep.simulator.time.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSourcesTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/sender";
    private static final String RULE = "arn:aws:events:us-east-1:123456789012:rule/gone";
    private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:queue";
    private static final String DEAD = "arn:aws:sqs:us-east-1:123456789012:dead";
    private static final String REQUEST = "{\"JobId\":\"*\",\"ThingName\":<name>}";
    private static final Time TIME = new ManualTime();

    private final Iam iam = new Iam();
    private final IotJobs jobs = new IotJobs(TIME);
    private final List<String> sent = new ArrayList<>();
    private final EventSources sources = new EventSources(
            new QueuePost(
                    Account.example(),
                    iam,
                    (url, body) -> sent.add(url.replaceAll(".*/", "") + " " + body),
                    arn -> "http://localhost/" + arn.replaceAll(".*:", "")),
            TIME);

    EventSourcesTest() {
        sources.listenTo(jobs);
        jobs.createThing("pump-7");
    }

    @Test
    void anExecutionThatEndsIsToldOnlyIfEventsAreOn() {
        trust("iot.amazonaws.com");
        allow(QUEUE);
        sources.topicRules().put("ended", topicRule());

        end();
        jobs.eventConfigurations().set("JOB_EXECUTION", true);
        end();

        assertThat(sent)
                .containsExactly("queue {\"job\":\"j\",\"operation\":\"failed\",\"status\":\"FAILED\","
                        + "\"timestamp\":1772366400.250}");
    }

    @Test
    void whatTheRoleMayNotSendGoesToTheErrorAction() {
        trust("iot.amazonaws.com");
        allow(DEAD);
        jobs.eventConfigurations().set("JOB_EXECUTION", true);
        sources.topicRules().put("ended", topicRule());

        end();

        assertThat(sent).singleElement().asString().startsWith("dead ").contains("not authorized", "SqsAction");
    }

    @Test
    void aThingThatIsDeletedIsSentAsTheRulesTransformerSays() throws JsonProcessingException {
        sources.queues().policies().put(QUEUE, policy(QUEUE));
        sources.bus().put(rule());

        jobs.deleteThing("pump-7");

        assertThat(sent).containsExactly("queue {\"JobId\":\"*\",\"ThingName\":\"pump-7\"}");
    }

    @Test
    void aThingThatCouldNotBeDeletedIsNotSent() throws JsonProcessingException {
        sources.queues().policies().put(QUEUE, policy(QUEUE));
        sources.bus().put(rule());

        sources.bus()
                .send(new CloudTrail(Account.example())
                        .failedDeleteThing("pump-7", "AccessDenied", "id", TIME.instant()));

        assertThat(sent).isEmpty();
    }

    @Test
    void anEventThatTheQueueDoesNotTakeGoesToTheDeadLetters() throws JsonProcessingException {
        sources.queues().policies().put(DEAD, policy(DEAD));
        sources.bus().put(rule());

        jobs.deleteThing("pump-7");

        assertThat(sent).singleElement().asString().startsWith("dead {\"version\":\"0\"");
    }

    @Test
    void aScheduleSendsItsInputAsItsRole() {
        trust("scheduler.amazonaws.com");
        allow(QUEUE);
        sources.schedules()
                .put("nightly", new Schedules.Schedule("rate(1 day)", true, ROLE, QUEUE, "{}", Optional.of(DEAD)));

        sources.schedules().fire("nightly");
        trust("iot.amazonaws.com");
        sources.schedules().fire("nightly");

        assertThat(sent).containsExactly("queue {}");
        assertThat(sources.schedules().lost()).singleElement().asString().contains("not allowed to assume");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "{\"a\": [\"x\"]}                     | true",
                "{\"a\": [\"y\", \"x\"]}              | true",
                "{\"a\": [\"y\"]}                     | false",
                "{\"a\": [{\"prefix\": \"x\"}]}       | true",
                "{\"a\": [{\"wildcard\": \"*x*\"}]}   | true",
                "{\"a\": [{\"wildcard\": \"x*y\"}]}   | false",
                "{\"b\": [{\"exists\": false}]}       | true",
                "{\"a\": [{\"exists\": false}]}       | false",
                "{\"a\": [{\"exists\": true}]}        | true",
                "{\"d\": {\"e\": [1]}}                | true",
                "{\"d\": {\"e\": [2]}}                | false",
                "{\"d\": {\"l\": [\"q\"]}}            | true",
            })
    void aPatternMatches(String pattern, boolean matches) throws JsonProcessingException {
        assertThat(EventPattern.parse(json(pattern)).matches(json("{\"a\":\"x\",\"d\":{\"e\":1,\"l\":[\"p\",\"q\"]}}")))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\": \"x\"}",
                "{\"a\": []}",
                "{\"$or\": [\"x\"]}",
                "{\"a\": [{\"suffix\": \"x\"}]}",
                "{\"a\": [{\"anything-but\": \"x\"}]}",
                "{\"a\": [{\"wildcard\": \"**\"}]}",
                "{\"a\": [[1]]}",
            })
    void aPatternThatIsNotPlayedIsRefused(String pattern) {
        assertThatExceptionOfType(UnsupportedEventsException.class).isThrownBy(() -> EventPattern.parse(json(pattern)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "{\"n\": <name>}          | {\"n\": \"p\"}",
                "{\"n\": \"<name>\"}      | {\"n\": \"p\"}",
                "\"thing <name> gone\"    | \"thing p gone\"",
                "{\"n\": \"<none>\"}      | {\"n\": \"\"}",
            })
    void aTemplateIsFilled(String template, String filled) throws JsonProcessingException {
        assertThat(new InputTransformer(Map.of("name", "$.a.b", "none", "$.z"), template)
                        .transform(json("{\"a\":{\"b\":\"p\"}}")))
                .isEqualTo(filled);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "$.a    | {\"n\": <other>}",
                "$.a    | thing <name>",
                "$.a[0] | {\"n\": <name>}",
                "$      | {\"n\": <name>}",
                "$.a    | {\"n\": <aws.events.event>}",
            })
    void aTemplateThatIsNotPlayedIsRefused(String path, String template) {
        assertThatExceptionOfType(UnsupportedEventsException.class)
                .isThrownBy(() -> new InputTransformer(Map.of("name", path), template));
    }

    @Test
    void aQueuePolicyThatSaysMoreIsRefused() {
        assertThatExceptionOfType(UnsupportedEventsException.class).isThrownBy(() -> QueuePolicy.parse(json("""
                        {"Statement": {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "q",
                                       "Principal": {"Service": "events.amazonaws.com"}}}""")));
    }

    private void end() {
        jobs.finish("j", "pump-7", jobs.queue("j", "pump-7"), Status.FAILED);
    }

    private static TopicRules.TopicRule topicRule() {
        return new TopicRules.TopicRule(
                IotSql.parse(
                        "SELECT topic(4) AS job, operation, status, timestamp FROM '$aws/events/jobExecution/+/+'"),
                true,
                List.of(new TopicRules.QueueAction("http://localhost/queue", ROLE)),
                Optional.of(new TopicRules.QueueAction("http://localhost/dead", ROLE)));
    }

    private static EventBus.Rule rule() throws JsonProcessingException {
        var pattern = json("""
                {"source": ["aws.iot"], "detail-type": ["AWS API Call via CloudTrail"],
                 "detail": {"eventSource": ["iot.amazonaws.com"], "eventName": ["DeleteThing"],
                            "errorCode": [{"exists": false}],
                            "requestParameters": {"thingName": [{"wildcard": "pump-*"}]}}}""");
        var transformer = new InputTransformer(Map.of("name", "$.detail.requestParameters.thingName"), REQUEST);
        return new EventBus.Rule(
                RULE,
                true,
                EventPattern.parse(pattern),
                List.of(new EventBus.Target(QUEUE, Optional.of(transformer), Optional.of(DEAD))));
    }

    private static QueuePolicy policy(String queueArn) throws JsonProcessingException {
        return QueuePolicy.parse(json("""
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Deny", "Action": "sqs:*", "Principal": {"AWS": "*"}, "Resource": "%1$s",
                   "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
                  {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "%1$s",
                   "Principal": {"Service": "events.amazonaws.com"},
                   "Condition": {"ArnEquals": {"aws:SourceArn": "%2$s"}}}]}""".formatted(queueArn, RULE)));
    }

    private void trust(String service) {
        iam.putRole(ROLE, unchecked("""
                {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                               "Principal": {"Service": "%s"}}}""".formatted(service)));
    }

    private void allow(String queueArn) {
        iam.putRolePolicy(
                ROLE,
                "Sending",
                unchecked(
                        "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"sqs:SendMessage\", \"Resource\": \"%s\"}}"
                                .formatted(queueArn)));
    }

    private static JsonNode unchecked(String text) {
        try {
            return json(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }
}
