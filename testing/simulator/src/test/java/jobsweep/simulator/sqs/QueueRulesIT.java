package jobsweep.simulator.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.http.LocalServer;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.time.ManualTime;
import jobsweep.simulator.time.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/// SQS's rules, held against both kinds of queues, through the AWS SDK and the front. Runs beside other tests, since it
/// mostly waits for the real server's clock.
@Execution(ExecutionMode.CONCURRENT)
class QueueRulesIT {
    private static final Account ACCOUNT = Account.example();
    private static final String ROLE = ACCOUNT.roleArn("worker");
    private static final Duration VISIBILITY = Duration.ofSeconds(2);

    /// For what must not be over before two calls have been made, however busy the machine is.
    private static final Duration AMPLE = Duration.ofSeconds(15);

    private static World real;
    private static World simulated;

    enum Backend {
        ELASTIC_MQ,
        SIMULATED;

        World world() {
            return this == ELASTIC_MQ ? real : simulated;
        }
    }

    @BeforeAll
    static void start() throws IOException {
        ManualTime time = new ManualTime();
        real = World.start(new ElasticMq(), Time.system());
        simulated =
                World.start(new SimulatedQueues(time, () -> UUID.randomUUID().toString()), time);
    }

    @AfterAll
    static void stop() {
        real.close();
        simulated.close();
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @EnumSource
    void aMessageComesWithItsAttributesAndIsGoneOnceItIsDeleted(Backend backend) {
        Desk desk = backend.world().desk();
        desk.sqs()
                .sendMessage(request -> request.queueUrl(desk.url())
                        .messageBody("clean")
                        .messageAttributes(Map.of(
                                "Reason",
                                MessageAttributeValue.builder()
                                        .dataType("String")
                                        .stringValue("why")
                                        .build())));

        Message message = desk.receive().getFirst();
        desk.delete(message);
        desk.pass(VISIBILITY);

        assertThat(message.body()).isEqualTo("clean");
        assertThat(message.messageAttributes())
                .hasEntrySatisfying(
                        "Reason", reason -> assertThat(reason.stringValue()).isEqualTo("why"));
        assertThat(message.attributes())
                .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")
                .containsKeys(
                        MessageSystemAttributeName.SENT_TIMESTAMP,
                        MessageSystemAttributeName.SENDER_ID,
                        MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP);
        assertThat(desk.receive()).isEmpty();
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @EnumSource
    void aMessageThatWasReceivedIsHiddenUntilItsVisibilityTimeoutIsOver(Backend backend) {
        Desk desk = backend.world().desk(AMPLE);
        desk.send("clean");

        assertThat(desk.receive()).hasSize(1);
        assertThat(desk.receive()).isEmpty();
        assertThat(desk.service().hidden(desk.name())).isEqualTo(1);
        desk.pass(AMPLE);

        assertThat(desk.service().visible(desk.name())).isEqualTo(1);
        assertThat(desk.receive().getFirst().attributes())
                .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2");
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @EnumSource
    void aMessageComesBackWhenItsReceiverSays(Backend backend) {
        Desk desk = backend.world().desk();
        desk.send("clean");
        Message message = desk.receive().getFirst();

        desk.sqs()
                .changeMessageVisibility(request -> request.queueUrl(desk.url())
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(0));

        assertThat(desk.receive()).hasSize(1);
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @EnumSource
    void aMessageWhoseTriesAreUsedUpGoesToTheDeadLetters(Backend backend) {
        Desk desk = backend.world().desk();
        desk.send("clean");
        for (int tries = 0; tries < 2; tries++) {
            assertThat(desk.receive()).hasSize(1);
            desk.pass(VISIBILITY);
        }

        assertThat(desk.receive()).isEmpty();
        assertThat(desk.service().visible(desk.name() + "-dead")).isEqualTo(1);
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @EnumSource
    void aMessageWithADelayComesLater(Backend backend) {
        Desk desk = backend.world().desk();
        desk.sqs()
                .sendMessage(request ->
                        request.queueUrl(desk.url()).messageBody("clean").delaySeconds((int) AMPLE.toSeconds()));

        assertThat(desk.receive()).isEmpty();
        desk.pass(AMPLE);

        assertThat(desk.receive()).hasSize(1);
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @EnumSource
    void batchesAreAnsweredEntryByEntry(Backend backend) {
        Desk desk = backend.world().desk();
        desk.sqs()
                .sendMessageBatch(
                        request -> request.queueUrl(desk.url()).entries(List.of(entry("1", "one"), entry("2", "two"))));
        List<Message> messages = desk.receive();

        var answer = desk.sqs()
                .deleteMessageBatch(request -> request.queueUrl(desk.url())
                        .entries(List.of(
                                deletion("1", messages.getFirst().receiptHandle()), deletion("2", "nonsense"))));

        assertThat(messages).extracting(Message::body).containsExactlyInAnyOrder("one", "two");
        assertThat(answer.successful()).extracting(entry -> entry.id()).containsExactly("1");
        assertThat(answer.failed()).extracting(entry -> entry.id()).containsExactly("2");
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @EnumSource
    void whatTheRoleMayNotDoIsRefusedAndWrittenDown(Backend backend) {
        Desk desk = backend.world().desk();

        assertThatThrownBy(() -> desk.sqs().purgeQueue(request -> request.queueUrl(desk.url())))
                .isInstanceOfSatisfying(
                        SqsException.class,
                        refusal -> assertThat(refusal.statusCode()).isEqualTo(403))
                .hasMessageContaining("is not authorized to perform: sqs:PurgeQueue on resource: "
                        + desk.service().arn(desk.name()));
        assertThat(desk.service().calls())
                .anySatisfy(call -> assertThat(call.action()).isEqualTo("PurgeQueue"));
    }

    private static SendMessageBatchRequestEntry entry(String id, String body) {
        return SendMessageBatchRequestEntry.builder().id(id).messageBody(body).build();
    }

    private static DeleteMessageBatchRequestEntry deletion(String id, String receiptHandle) {
        return DeleteMessageBatchRequestEntry.builder()
                .id(id)
                .receiptHandle(receiptHandle)
                .build();
    }

    /// A front with its queues.
    record World(Queues queues, Time time, SqsService service, LocalServer server, SqsClient sqs) {
        static World start(Queues queues, Time time) throws IOException {
            Iam iam = new Iam();
            JsonMapper json = new JsonMapper();
            iam.putRole(ROLE, json.readTree("""
                    {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                                   "Principal": {"Service": "lambda.amazonaws.com"}}}"""));
            iam.putRolePolicy(ROLE, "work", json.readTree("""
                    {"Statement": {"Effect": "Allow", "Resource": "*", "Action": [
                        "sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage",
                        "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"]}}"""));
            SqsService service = new SqsService(ACCOUNT, iam, queues, time);
            LocalServer server = LocalServer.bind(Optional.empty()).serve(service);
            SqsClient client = SqsClient.builder()
                    .endpointOverride(server.url())
                    .region(Region.of(ACCOUNT.region()))
                    .credentialsProvider(StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(iam.accessKeyFor(ROLE), "secret")))
                    .httpClient(UrlConnectionHttpClient.create())
                    .build();
            return new World(queues, time, service, server, client);
        }

        /// A queue that no other test has, with its dead-letter queue.
        Desk desk() {
            return desk(VISIBILITY);
        }

        Desk desk(Duration visibility) {
            String name = "q-" + UUID.randomUUID();
            Duration retention = Duration.ofDays(14);
            service.put(new StandardQueue(
                    name + "-dead", service.arn(name + "-dead"), visibility, retention, Optional.empty()));
            service.put(new StandardQueue(
                    name,
                    service.arn(name),
                    visibility,
                    retention,
                    Optional.of(new StandardQueue.Redrive(service.arn(name + "-dead"), 2))));
            return new Desk(this, name);
        }

        void close() {
            sqs.close();
            server.close();
            queues.close();
        }
    }

    /// One test's queue.
    record Desk(World world, String name) {
        SqsClient sqs() {
            return world.sqs();
        }

        SqsService service() {
            return world.service();
        }

        String url() {
            return service().url(name);
        }

        void send(String body) {
            service().send(url(), body);
        }

        List<Message> receive() {
            return sqs().receiveMessage(request -> request.queueUrl(url())
                            .maxNumberOfMessages(10)
                            .messageAttributeNames("All")
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                    .messages();
        }

        void delete(Message message) {
            sqs().deleteMessage(request -> request.queueUrl(url()).receiptHandle(message.receiptHandle()));
        }

        void pass(Duration time) {
            world.time().sleep(time.plusMillis(100));
        }
    }
}
