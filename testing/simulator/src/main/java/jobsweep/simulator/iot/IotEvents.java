package jobsweep.simulator.iot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import jobsweep.simulator.cloudformation.Account;

/// The messages that AWS IoT publishes by itself, each kind if its events are on: executions that ended or were deleted
/// (`JOB_EXECUTION`), and things that were deleted (`THING`).
public final class IotEvents {
    private final Account account;
    private final PublishedEvents configurations;
    private final InstantSource time;
    private final BiConsumer<String, ObjectNode> publisher;
    private final AtomicLong eventCount = new AtomicLong();

    private IotEvents(Account account, IotJobs jobs, InstantSource time, BiConsumer<String, ObjectNode> publisher) {
        this.account = account;
        this.configurations = jobs.eventConfigurations();
        this.time = time;
        this.publisher = publisher;
    }

    /// Publishes what happens to the jobs from now on.
    ///
    /// @param publisher takes topic (`$aws/events/jobExecution/firmware-42/succeeded`) and document
    public static void publish(
            Account account, IotJobs jobs, InstantSource time, BiConsumer<String, ObjectNode> publisher) {
        jobs.onChange(new IotEvents(account, jobs, time, publisher)::accept);
    }

    private void accept(IotChange change) {
        switch (change) {
            case IotChange.Ended(Execution execution) ->
                execution(execution, execution.status().name().toLowerCase(Locale.ROOT));
            case IotChange.Deleted(Execution execution) -> execution(execution, "deleted");
            case IotChange.ThingDeleted(String thingName) -> thing(thingName);
        }
    }

    private void execution(Execution execution, String operation) {
        if (!configurations.isEnabled("JOB_EXECUTION")) {
            return;
        }
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("eventType", "JOB_EXECUTION")
                .put("eventId", id("event"))
                .put("timestamp", BigDecimal.valueOf(time.instant().toEpochMilli(), 3))
                .put("operation", operation)
                .put("jobId", execution.jobId())
                .put("thingArn", account.arn("iot", "thing/" + execution.thingName()))
                .put("status", execution.status().name());
        publisher.accept("$aws/events/jobExecution/%s/%s".formatted(execution.jobId(), operation), document);
    }

    private void thing(String thingName) {
        if (!configurations.isEnabled("THING")) {
            return;
        }
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("eventType", "THING_EVENT")
                .put("eventId", id("event"))
                .put("timestamp", time.instant().toEpochMilli())
                .put("operation", "DELETED")
                .put("accountId", account.id())
                .put("thingId", id("thing"))
                .put("thingName", thingName)
                .put("versionNumber", 1)
                .putNull("thingTypeName");
        document.putObject("attributes");
        publisher.accept("$aws/events/thing/%s/deleted".formatted(thingName), document);
    }

    /// Counted, so that a run that is repeated has the same ids and no chance is used up.
    private String id(String kind) {
        String name = kind + "-" + eventCount.incrementAndGet();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
