package jobsweep.simulator.sqs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One queue. Messages come in the order in which they become visible; a message that is hidden again gets in line
/// when its time is over.
final class SimulatedQueue {
    private final InstantSource time;
    private final TreeSet<Place> line = new TreeSet<>(Place.ORDER);
    private final Map<String, Place> places = new HashMap<>();
    private @Nullable StandardQueue queue;
    private long placesSoFar;

    SimulatedQueue(InstantSource time) {
        this.time = time;
    }

    void configure(StandardQueue settings) {
        queue = settings;
    }

    StandardQueue queue() {
        if (queue == null) {
            throw new IllegalStateException("The queue is configured when it is made");
        }
        return queue;
    }

    void add(QueuedMessage message, Duration delay) {
        enter(message, time.instant().plus(delay));
    }

    /// Takes up to so many visible messages, and hides them.
    ///
    /// @param dead takes a message whose tries are used up
    List<QueuedMessage> receive(int maximum, Duration timeout, Consumer<QueuedMessage> dead) {
        Instant now = time.instant();
        List<QueuedMessage> received = new ArrayList<>();
        while (received.size() < maximum && !isQuiet()) {
            QueuedMessage message = leave(line.getFirst());
            if (message.sent().plus(queue().retention()).isBefore(now)) {
                continue;
            }
            if (queue().redrive()
                    .filter(redrive -> message.receiveCount() >= redrive.maxReceiveCount())
                    .isPresent()) {
                dead.accept(message.fresh());
                continue;
            }
            QueuedMessage next = message.receivedAt(now);
            enter(next, now.plus(timeout));
            received.add(next);
        }
        return received;
    }

    boolean isQuiet() {
        return line.isEmpty() || line.getFirst().visibleAt().isAfter(time.instant());
    }

    /// Deletes a message. A handle that is not the latest of its message deletes nothing, and nobody is told.
    void delete(String receiptHandle) {
        find(receiptHandle).ifPresent(this::leave);
    }

    /// Hides a message that was received from now on so long.
    ///
    /// @throws SqsException if it is not hidden any more
    void hide(String receiptHandle, Duration timeout) {
        Place place = find(receiptHandle)
                .filter(found -> found.visibleAt().isAfter(time.instant()))
                .orElseThrow(() -> SqsException.of("MessageNotInflight", "The message is not in flight."));
        leave(place);
        enter(place.message(), time.instant().plus(timeout));
    }

    ObjectNode attributes() {
        Instant now = time.instant();
        long visible = line.stream()
                .takeWhile(place -> !place.visibleAt().isAfter(now))
                .count();
        long delayed = line.stream()
                .filter(place ->
                        place.visibleAt().isAfter(now) && place.message().receiveCount() == 0)
                .count();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("Attributes")
                .put("QueueArn", queue().arn())
                .put(
                        "VisibilityTimeout",
                        Long.toString(queue().visibilityTimeout().toSeconds()))
                .put("ApproximateNumberOfMessages", Long.toString(visible))
                .put("ApproximateNumberOfMessagesDelayed", Long.toString(delayed))
                .put("ApproximateNumberOfMessagesNotVisible", Long.toString(line.size() - visible - delayed));
        return answer;
    }

    private Optional<Place> find(String receiptHandle) {
        String id = QueuedMessage.idIn(receiptHandle);
        return Optional.ofNullable(places.get(id))
                .filter(place -> place.message().receiptHandle().equals(receiptHandle));
    }

    private void enter(QueuedMessage message, Instant visibleAt) {
        Place place = new Place(message, visibleAt, placesSoFar++);
        line.add(place);
        places.put(message.id(), place);
    }

    private QueuedMessage leave(Place place) {
        line.remove(place);
        places.remove(place.message().id());
        return place.message();
    }

    private record Place(QueuedMessage message, Instant visibleAt, long number) {
        static final Comparator<Place> ORDER =
                Comparator.comparing(Place::visibleAt).thenComparingLong(Place::number);
    }
}
