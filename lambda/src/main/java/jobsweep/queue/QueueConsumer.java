package jobsweep.queue;

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
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import jobsweep.contract.Metric;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.Json;
import jobsweep.invocation.RequestException;
import jobsweep.platform.Platform;

/// A consumer of a queue: hands each message of a batch to the work, and answers which ones have to come back.
///
/// A message is acknowledged only once its work is done, or it lies among the dead letters. Whatever goes wrong on the
/// way there, it comes back: by the answer, or, where the function dies, by the queue's visibility timeout.
public final class QueueConsumer {

    private final MessageHandler handler;
    private final Queue queue;
    private final Retries retries;
    private final Platform platform;

    /// @param maximumTries of a message, after which it is a dead letter
    public QueueConsumer(MessageHandler handler, Queue queue, int maximumTries, Platform platform) {
        this.handler = handler;
        this.queue = queue;
        this.retries = new Retries(maximumTries);
        this.platform = platform;
    }

    /// Handles one `SQSEvent`, and answers an `SQSBatchResponse`.
    ///
    /// @throws IllegalArgumentException where the event is another one; nothing is acknowledged then
    public void handle(InputStream input, OutputStream output, Invocation invocation) {
        Instant began = platform.clock().now();
        Batch batch = Messages.read(input);
        BatchLog log = new BatchLog(invocation);
        try {
            List<String> comingBack = new ArrayList<>(batch.unreadable().keySet());
            batch.unreadable().forEach(log::unreadable);
            Duration reserve = invocation.reserve();
            List<Message> messages = batch.messages();
            List<Handled> handled = work(messages, invocation, reserve, log.tally());
            List<Acknowledgement> acknowledgements = acknowledge(messages, handled, invocation.deadline(), reserve);
            for (int i = 0; i < messages.size(); i++) {
                log.acknowledged(messages.get(i), acknowledgements.get(i));
                if (acknowledgements.get(i) instanceof Acknowledgement.ComesBack) {
                    comingBack.add(messages.get(i).id());
                }
            }
            answer(comingBack, output);
        } finally {
            log.write(batch.size(), began, platform.clock().now());
        }
    }

    /// All messages at once, since a batch is as small as it is so that they can be.
    private List<Handled> work(List<Message> messages, Invocation invocation, Duration reserve, Tally tally) {
        Invocation work = invocation.endingEarlierBy(reserve);
        List<Invocation> invocations =
                messages.stream().map(_ -> work.forOneOfSeveral()).toList();
        // Work that keeps to its deadline ends by itself and says why. It gets half of the reserve to do so.
        return sideBySide(
                messages.size(),
                work.deadline().left().plus(reserve.dividedBy(2)),
                i -> outcome(messages.get(i), invocations.get(i), tally),
                i -> failed(
                        "The function's time was up while it was %s."
                                .formatted(invocations.get(i).progress()),
                        tally));
    }

    /// All messages at once, so that SQS's silence about one of them does not use up the time of the others.
    private List<Acknowledgement> acknowledge(
            List<Message> messages, List<Handled> handled, Deadline end, Duration reserve) {
        // A call of SQS's begins only if it can end: a function that runs out of time acknowledges nothing.
        var acknowledger =
                new Acknowledger(queue, retries, platform.clock().now(), end.earlierBy(reserve.dividedBy(3)));
        return sideBySide(
                messages.size(),
                end.earlierBy(reserve.dividedBy(15)).left(),
                i -> acknowledger.acknowledge(messages.get(i), handled.get(i)),
                i -> Acknowledger.unacknowledged(handled.get(i), "The function's time was up."));
    }

    /// @param late what stands for a work that has not ended in time
    private <T> List<T> sideBySide(int works, Duration limit, IntFunction<T> work, IntFunction<T> late) {
        List<Callable<T>> all = new ArrayList<>();
        for (int i = 0; i < works; i++) {
            int place = i;
            all.add(() -> work.apply(place));
        }
        List<Future<T>> ended = platform.within(limit, all);
        List<T> results = new ArrayList<>();
        for (int i = 0; i < works; i++) {
            Future<T> one = ended.get(i);
            results.add(one.state() == Future.State.SUCCESS ? one.resultNow() : late.apply(i));
        }
        return results;
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
