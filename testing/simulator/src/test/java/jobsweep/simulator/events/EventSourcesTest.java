package jobsweep.simulator.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.Identifiers;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iot.IotEvents;
import jobsweep.simulator.iot.IotJobs;
import jobsweep.simulator.iot.Status;
import jobsweep.simulator.iotsql.IotSql;
import jobsweep.simulator.sqs.SimulatedQueues;
import jobsweep.simulator.sqs.SqsService;
import jobsweep.simulator.sqs.StandardQueue;
import jobsweep.simulator.time.ManualTime;
import jobsweep.simulator.time.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventSourcesTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/sender";
    private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:queue";
    private static final String DEAD = "arn:aws:sqs:us-east-1:123456789012:dead";
    private static final Time TIME = new ManualTime();

    private final Iam iam = new Iam();
    private final IotJobs jobs = new IotJobs(TIME);
    private final List<String> sent = new ArrayList<>();
    private final SqsService sqs;
    private final TopicRules topicRules;
    private final Schedules schedules;

    EventSourcesTest() {
        Identifiers identifiers = new Identifiers(new SplittableRandom(1));
        sqs = new SqsService(Account.example(), iam, new SimulatedQueues(TIME, identifiers::uuid), TIME);
        sqs.onSend((queueName, body) -> sent.add(queueName + " " + body));
        for (String name : List.of("queue", "dead")) {
            sqs.put(new StandardQueue(name, sqs.arn(name), Duration.ZERO, Duration.ofDays(1), Optional.empty()));
        }
        topicRules = new TopicRules(Account.example(), iam, sqs);
        schedules = new Schedules(Account.example(), iam, sqs);
        IotEvents.publish(Account.example(), jobs, TIME, topicRules::publish);
        jobs.createThing("pump-7");
    }

    @Test
    void anExecutionThatEndsIsToldOnlyIfEventsAreOn() {
        trust("iot.amazonaws.com");
        allow(QUEUE);
        topicRules.put("ended", topicRule());

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
        topicRules.put("ended", topicRule());

        end();

        assertThat(sent).singleElement().asString().startsWith("dead ").contains("not authorized", "SqsAction");
    }

    @Test
    void aThingThatIsDeletedIsToldOnlyIfEventsAreOn() {
        trust("iot.amazonaws.com");
        allow(QUEUE);
        topicRules.put(
                "gone", rule("SELECT topic(4) AS thing, operation, timestamp FROM '$aws/events/thing/+/deleted'"));

        jobs.deleteThing("pump-7");
        jobs.createThing("pump-7");
        jobs.eventConfigurations().set("THING", true);
        jobs.deleteThing("pump-7");

        assertThat(sent)
                .containsExactly("queue {\"thing\":\"pump-7\",\"operation\":\"DELETED\",\"timestamp\":1772366400250}");
    }

    @Test
    void whatNeitherQueueTakesIsLost() {
        trust("iot.amazonaws.com");
        jobs.eventConfigurations().set("JOB_EXECUTION", true);
        topicRules.put("ended", topicRule());

        end();

        assertThat(sent).isEmpty();
        assertThat(topicRules.lost()).singleElement().asString().contains("queue", "; ", "dead");
    }

    @Test
    void aScheduleSendsItsInputAsItsRole() {
        trust("scheduler.amazonaws.com");
        allow(QUEUE);
        schedules.put("nightly", new Schedules.Schedule("rate(1 day)", true, ROLE, QUEUE, "{}", Optional.of(DEAD)));

        schedules.fire("nightly");
        trust("iot.amazonaws.com");
        schedules.fire("nightly");

        assertThat(sent).containsExactly("queue {}");
        assertThat(schedules.lost()).singleElement().asString().contains("not allowed to assume");
    }

    @ParameterizedTest
    @CsvSource({
        "rule/*,       123456789012, 1",
        "rule/ended,   123456789012, 1",
        "rule/another, 123456789012, 0",
        "rule/*,       210987654321, 0"
    })
    void aRuleUsesARoleOnlyIfThatTrustsItsArnAndAccount(String resource, String account, int times) {
        trustOnly("iot.amazonaws.com", "arn:aws:iot:us-east-1:123456789012:" + resource, account);
        allow(QUEUE);
        jobs.eventConfigurations().set("JOB_EXECUTION", true);
        topicRules.put("ended", topicRule());

        end();

        assertThat(sent).hasSize(times);
        assertThat(topicRules.lost()).hasSize(1 - times);
    }

    @Test
    void aScheduleUsesARoleOnlyIfThatTrustsItsGroup() {
        schedules.put("nightly", new Schedules.Schedule("rate(1 day)", true, ROLE, QUEUE, "{}", Optional.of(DEAD)));
        String groups = "arn:aws:scheduler:us-east-1:123456789012:schedule-group/";

        trustOnly("scheduler.amazonaws.com", groups + "default", "123456789012");
        allow(QUEUE);
        schedules.fire("nightly");
        trustOnly("scheduler.amazonaws.com", groups + "others", "123456789012");
        schedules.fire("nightly");

        assertThat(sent).hasSize(1);
        assertThat(schedules.lost()).hasSize(1);
    }

    private void trustOnly(String service, String sourceArn, String account) {
        iam.putRole(ROLE, unchecked("""
                {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "%s"},
                               "Condition": {"ArnLike": {"aws:SourceArn": "%s"},
                                             "StringEquals": {"aws:SourceAccount": "%s"}}}}""".formatted(service, sourceArn, account)));
    }

    private void end() {
        jobs.finish("j", "pump-7", jobs.queue("j", "pump-7"), Status.FAILED);
    }

    private static TopicRules.TopicRule topicRule() {
        return rule("SELECT topic(4) AS job, operation, status, timestamp FROM '$aws/events/jobExecution/+/+'");
    }

    private static TopicRules.TopicRule rule(String sql) {
        return new TopicRules.TopicRule(
                IotSql.parse(sql),
                true,
                List.of(new TopicRules.QueueAction("http://localhost/queue", ROLE)),
                Optional.of(new TopicRules.QueueAction("http://localhost/dead", ROLE)));
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
