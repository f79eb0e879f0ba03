package jobsweep.simulator.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.http.HttpAnswer;
import jobsweep.simulator.http.HttpCall;
import jobsweep.simulator.http.HttpService;
import jobsweep.simulator.iam.Authorizer;
import jobsweep.simulator.iam.Decision;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iam.RefusedException;

/// SQS without the way there: each call is authorised by its caller's role, written down, and carried out by the
/// queues.
public final class SqsService implements HttpService {
    private static final String TARGET = "AmazonSQS.";
    private static final String CHANGE_VISIBILITY = "ChangeMessageVisibility";
    private static final JsonMapper JSON = new JsonMapper();

    private final Account account;
    private final Iam iam;
    private final Queues queues;
    private final InstantSource time;
    private final Authorizer authorizer;
    private final List<SqsCall> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<Consumer<SqsCall>> callListeners = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<String, String>> sendListeners = new CopyOnWriteArrayList<>();
    private final Set<String> changedVisibilities = ConcurrentHashMap.newKeySet();

    public SqsService(Account account, Iam iam, Queues queues, InstantSource time) {
        this.account = account;
        this.iam = iam;
        this.queues = queues;
        this.time = time;
        this.authorizer = new Authorizer(iam, account.region(), "sqs");
    }

    /// Creates the queue, or changes the one with its name.
    public void put(StandardQueue queue) {
        queues.put(queue);
    }

    public void delete(String queueName) {
        queues.delete(queueName);
    }

    boolean isQuiet(String queueName) {
        return queues.isQuiet(queueName);
    }

    /// The ARN of the queue with this name.
    public String arn(String queueName) {
        return account.arn("sqs", queueName);
    }

    /// The URL of the queue with this name, as AWS gives it.
    public String url(String queueName) {
        return "https://sqs.%s.%s/%s/%s".formatted(account.region(), account.urlSuffix(), account.id(), queueName);
    }

    /// Every call so far, in the order of their answers.
    public List<SqsCall> calls() {
        return List.copyOf(calls);
    }

    /// Lets somebody see each call from now on, before its answer is sent.
    public void onCall(Consumer<SqsCall> listener) {
        callListeners.add(listener);
    }

    /// Lets somebody see the queue's name and the body of each message that a service of AWS sends from now on, before
    /// anybody can receive it.
    public void onSend(BiConsumer<String, String> listener) {
        sendListeners.add(listener);
    }

    /// Puts a message on the queue as a service of AWS does, which no role of an account stands for.
    public void send(String queueUrl, String body) {
        sendListeners.forEach(listener -> listener.accept(StandardQueue.nameInUrl(queueUrl), body));
        queues.answer("SendMessage", request(queueUrl).put("MessageBody", body));
    }

    /// Answers what an operator asks, who may do everything.
    ///
    /// @throws SqsException if SQS answers with an error
    public ObjectNode asOperator(String action, ObjectNode request) {
        return queues.answer(action, request);
    }

    /// How many messages could be received at this moment.
    public long visible(String queueName) {
        return count(queueName, "ApproximateNumberOfMessages");
    }

    /// How many messages are hidden, because they were received or have a delay.
    public long hidden(String queueName) {
        return count(queueName, "ApproximateNumberOfMessagesNotVisible")
                + count(queueName, "ApproximateNumberOfMessagesDelayed");
    }

    /// Answers a call as SQS does.
    @Override
    public HttpAnswer answer(HttpCall call) {
        String action = call.header("X-Amz-Target").orElse("");
        if (!action.startsWith(TARGET)) {
            return error(new SqsException(404, "UnknownOperationException", "The simulator speaks SQS's JSON only"));
        }
        return answer(action.substring(TARGET.length()), call);
    }

    private HttpAnswer answer(String action, HttpCall call) {
        try {
            ObjectNode request = (ObjectNode) JSON.readTree(call.body());
            call.header("X-Amzn-Trace-Id").ifPresent(trace -> TraceHeader.putInto(action, request, trace));
            ObjectNode answer = recorded(action, request, () -> {
                authorizer.check(call.header("Authorization"), permission(action), List.of(arnOf(request)));
                return queues.answer(action, request);
            });
            if (action.startsWith(CHANGE_VISIBILITY)) {
                changedVisibilities.addAll(request.findValuesAsText("ReceiptHandle"));
            }
            return new HttpAnswer(200, Map.of("Content-Type", "application/x-amz-json-1.0"), answer.toString());
        } catch (SqsException e) {
            return error(e);
        } catch (IOException | RuntimeException e) {
            // A defect of the simulator must not look like a broken connection, which callers try again.
            return error(new SqsException(501, "SimulatorDefect", e.toString()));
        }
    }

    /// Carries out what Lambda asks for in a function's role.
    ///
    /// @throws SqsException if the role may not do that, or SQS answers with an error
    public ObjectNode call(String roleArn, String action, ObjectNode request) {
        return recorded(action, request, () -> {
            requireAllowed(roleArn, action, arnOf(request));
            return queues.answer(action, request);
        });
    }

    /// Makes a message visible if a function has changed how long it is hidden.
    void loseVisibility(String queueName, JsonNode message) {
        String receiptHandle = message.path("ReceiptHandle").asText();
        if (changedVisibilities.contains(receiptHandle)) {
            try {
                queues.answer(
                        CHANGE_VISIBILITY,
                        request(url(queueName))
                                .put("ReceiptHandle", receiptHandle)
                                .put("VisibilityTimeout", 0));
            } catch (SqsException visibleAlready) {
                // Or deleted by the function itself.
            }
        }
    }

    /// Whether the role may do this with the queue.
    public boolean allows(String roleArn, String action, String queueArn) {
        return decide(roleArn, action, queueArn) instanceof Decision.Allowed;
    }

    private void requireAllowed(String roleArn, String action, String queueArn) {
        if (decide(roleArn, action, queueArn) instanceof Decision.Denied denied) {
            throw new SqsException(403, "AccessDeniedException", denied.message());
        }
    }

    private Decision decide(String roleArn, String action, String queueArn) {
        return iam.authorize(iam.accessKeyFor(roleArn), permission(action), List.of(queueArn));
    }

    private ObjectNode recorded(String action, ObjectNode request, Supplier<ObjectNode> work) {
        try {
            ObjectNode answer = work.get();
            record(action, request, 200, "");
            return answer;
        } catch (RefusedException e) {
            record(action, request, 403, e.code());
            throw new SqsException(403, e.code(), e.sentence());
        } catch (SqsException e) {
            record(action, request, e.status(), e.code());
            throw e;
        }
    }

    private void record(String action, ObjectNode request, int status, String errorCode) {
        SqsCall call = new SqsCall(time.instant(), action, nameOf(request), status, errorCode);
        calls.add(call);
        callListeners.forEach(listener -> listener.accept(call));
    }

    private long count(String queueName, String attribute) {
        ObjectNode request = request(url(queueName));
        request.putArray("AttributeNames").add(attribute);
        return queues.answer("GetQueueAttributes", request)
                .path("Attributes")
                .path(attribute)
                .asLong();
    }

    private String arnOf(JsonNode request) {
        return arn(nameOf(request));
    }

    private static String nameOf(JsonNode request) {
        return StandardQueue.nameInUrl(request.path("QueueUrl").asText());
    }

    private static ObjectNode request(String queueUrl) {
        return JsonNodeFactory.instance.objectNode().put("QueueUrl", queueUrl);
    }

    // A batch takes the permission of the single action.
    private static String permission(String action) {
        return "sqs:" + (action.endsWith("Batch") ? action.substring(0, action.length() - "Batch".length()) : action);
    }

    private static HttpAnswer error(SqsException e) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("__type", "com.amazonaws.sqs#" + e.code())
                .put("message", e.sentence());
        return new HttpAnswer(
                e.status(),
                Map.of("Content-Type", "application/x-amz-json-1.0", "x-amzn-query-error", e.code() + ";Sender"),
                body.toString());
    }
}
