package jobsweep.jobexecution;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import jobsweep.contract.CleanupRequests;
import jobsweep.contract.CleanupTarget;
import jobsweep.contract.JobExecutionResource;
import jobsweep.contract.NamespaceId;
import jobsweep.invocation.Json;
import jobsweep.invocation.RequestException;

/// The way on which a Delete leaves what it can't delete yet: a request to a cleanup queue of another stack.
///
/// @param queue takes a request's text, and throws [RequestException] where it does not take it; empty where the
///     provider was given no queue
record Deferral(Optional<Consumer<String>> queue) {

    private static final int MOST_NAMED = 10;

    private static final String NO_QUEUE =
            "this provider has no cleanup queue to defer to. Deploy it with one: DeferQueueUrl and DeferQueueArn of its template, or deferTo of its construct";

    /// @throws RequestException where a deletion could not be deferred
    void requireQueue() {
        if (queue.isEmpty()) {
            throw new RequestException("Defer must not be true: " + NO_QUEUE + ".");
        }
    }

    /// Leaves a deletion to the queue.
    ///
    /// @param why it could not be carried out
    /// @param requests ask for it
    /// @throws RequestException with both reasons where the queue does not take one of them
    void leave(String why, List<Map<String, Object>> requests) {
        try {
            Consumer<String> taker = queue.orElseThrow(() -> new RequestException(NO_QUEUE));
            requests.stream().map(Json::write).forEach(taker);
        } catch (RequestException notTaken) {
            throw new RequestException("%s It could not be deferred either: %s.".formatted(why, notTaken.getMessage()));
        }
    }

    /// What is left of a deletion, as requests. Each of few executions is named, since AWS IoT may not list
    /// them any more once their thing is gone; for many, or where they are not known, it is what the resource
    /// stood for when its Delete was sent.
    ///
    /// @param left the executions; empty where not all of them are known
    static List<Map<String, Object>> requests(
            Identity identity, Optional<List<FoundExecution>> left, DeletionOptions options, Instant sentBy) {
        return left.filter(known -> known.size() <= MOST_NAMED)
                .map(few -> few.stream()
                        .map(Identity::of)
                        .map(one -> request(one, options, sentBy))
                        .toList())
                .orElseGet(() -> List.of(request(identity, options, sentBy)));
    }

    private static Map<String, Object> request(Identity identity, DeletionOptions options, Instant sentBy) {
        Map<String, Object> request = new TreeMap<>();
        CleanupTarget target = identity.target();
        request.put(JobExecutionResource.JOB_ID.name(), CleanupTarget.named(target.jobId()));
        request.put(JobExecutionResource.THING_NAME.name(), CleanupTarget.named(target.thingName()));
        target.number()
                .ifPresent(number -> request.put(JobExecutionResource.EXECUTION_NUMBER.name(), number.toString()));
        identity.queuedAt().ifPresent(queuedAt -> request.put(CleanupRequests.QUEUED_AT.name(), queuedAt.toString()));
        request.put(JobExecutionResource.FORCE.name(), Boolean.toString(options.force()));
        options.namespaceId()
                .map(NamespaceId::value)
                .ifPresent(namespaceId -> request.put(JobExecutionResource.NAMESPACE_ID.name(), namespaceId));
        request.put(CleanupRequests.QUEUED_BEFORE.name(), sentBy.toString());
        request.put(CleanupRequests.DEFERRED.name(), "true");
        return request;
    }
}
