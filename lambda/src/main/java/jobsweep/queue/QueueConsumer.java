package jobsweep.queue;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import jobsweep.contract.Metric;
import jobsweep.contract.Variables;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.Environment;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.Json;
import jobsweep.invocation.RequestException;
import jobsweep.invocation.Surroundings;
import software.amazon.awssdk.services.sqs.SqsClient;

/// A consumer of a queue: hands each message of a batch to the work, and answers which ones have to come back.
///
/// A message is acknowledged only once its work is done, or it lies among the dead letters. Whatever goes wrong on the
/// way there, it comes back: by the answer, or, where the function dies, by the queue's visibility timeout.
public final class QueueConsumer {

    private final MessageHandler handler;
    private final Queue queue;
    private final Retries retries;
    private final Surroundings surroundings;

    QueueConsumer(MessageHandler handler, Queue queue, Retries retries, Surroundings surroundings) {
        this.handler = handler;
        this.queue = queue;
        this.retries = retries;
        this.surroundings = surroundings;
    }

    /// @param environment with the two queues' URLs and the most tries, by their [Variables]
    /// @param sqs the client for Amazon SQS, with time limits of its own
    /// @throws IllegalArgumentException naming the variable that is missing or not allowed
    public static QueueConsumer of(
            MessageHandler handler, Environment environment, SqsClient sqs, Surroundings surroundings) {
        return new QueueConsumer(
                handler,
                new SqsQueue(
                        sqs, environment.text(Variables.QUEUE_URL), environment.text(Variables.DEAD_LETTER_QUEUE_URL)),
                new Retries(environment.number(Variables.MAXIMUM_TRIES)),
                surroundings);
    }

    /// Handles one `SQSEvent`, and answers an `SQSBatchResponse`.
    ///
    /// @throws IllegalArgumentException where the event is another one; nothing is acknowledged then
    public void handle(InputStream input, OutputStream output, Context context) {
        Instant began = surroundings.now();
        Batch batch = Messages.read(input);
        BatchLog log = new BatchLog(context);
        try {
            List<String> comingBack = new ArrayList<>(batch.unreadable().keySet());
            batch.unreadable().forEach(log::unreadable);
            Invocation invocation = Invocation.of(context, surroundings);
            Duration reserve = invocation.reserve();
            List<Message> messages = batch.messages();
            List<Handled> outcomes = work(messages, invocation, reserve, log.tally());
            List<Settled> settled = settle(messages, outcomes, invocation.deadline(), reserve);
            for (int i = 0; i < messages.size(); i++) {
                log.settled(messages.get(i), settled.get(i));
                if (settled.get(i) instanceof Settled.ComingBack) {
                    comingBack.add(messages.get(i).id());
                }
            }
            answer(comingBack, output);
        } finally {
            log.write(batch.size(), began, surroundings.now());
        }
    }

    /// All messages at once, so that SQS's silence about one of them does not use up the time of the others.
    private List<Settled> settle(List<Message> messages, List<Handled> outcomes, Deadline end, Duration reserve) {
        // A call of SQS's begins only if it can end: a function that runs out of time acknowledges nothing.
        Settlement settlement = new Settlement(queue, retries, surroundings.now(), end.earlierBy(reserve.dividedBy(3)));
        List<Supplier<Settled>> works = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            Handled outcome = outcomes.get(i);
            works.add(() -> settlement.settle(message, outcome));
        }
        List<Optional<Settled>> ended =
                surroundings.allWithin(end.earlierBy(reserve.dividedBy(15)).left(), works);
        List<Settled> settled = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            Handled outcome = outcomes.get(i);
            settled.add(ended.get(i)
                    .orElseGet(() -> new Settled.ComingBack(outcome + ", and then: The function's time was up.")));
        }
        return settled;
    }

    /// All messages at once, since a batch is as small as it is so that they can be.
    private List<Handled> work(List<Message> messages, Invocation invocation, Duration reserve, Tally tally) {
        Invocation work = invocation.endingEarlierBy(reserve);
        List<Invocation> invocations =
                messages.stream().map(_ -> work.forOneOfSeveral()).toList();
        List<Supplier<Handled>> works = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            Invocation own = invocations.get(i);
            works.add(() -> outcome(message, own, tally));
        }
        // Work that keeps to its deadline ends by itself and says why. It gets half of the reserve to do so.
        List<Optional<Handled>> ended =
                surroundings.allWithin(work.deadline().left().plus(reserve.dividedBy(2)), works);
        List<Handled> outcomes = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            String doing = invocations.get(i).progress().toString();
            outcomes.add(ended.get(i)
                    .orElseGet(() -> failed("The function's time was up while it was " + doing + ".", tally)));
        }
        return outcomes;
    }

    private Handled outcome(Message message, Invocation invocation, Tally tally) {
        try {
            Handled handled = handler.handle(message, invocation, tally);
            if (handled instanceof Handled.Broken) {
                tally.count(Metric.FAILED);
            }
            return handled;
        } catch (RequestException failure) {
            return failed(failure.getMessage(), tally);
        } catch (Throwable failure) {
            // Errors as well: one message's must not take the others of its batch along.
            return failed(failure.toString(), tally);
        }
    }

    private static Handled failed(String why, Tally tally) {
        tally.count(Metric.FAILED);
        return new Handled.Later(why);
    }

    private static void answer(List<String> comingBack, OutputStream output) {
        List<Map<String, String>> failures =
                comingBack.stream().map(id -> Map.of("itemIdentifier", id)).toList();
        try {
            output.write(Json.write(Map.of("batchItemFailures", failures)).getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
