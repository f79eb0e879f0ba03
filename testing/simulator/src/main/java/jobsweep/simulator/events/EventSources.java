package jobsweep.simulator.events;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import jobsweep.simulator.iot.IotChange;
import jobsweep.simulator.iot.IotEvents;
import jobsweep.simulator.iot.IotJobs;

/// All that sends messages by itself in one account.
public final class EventSources {
    private final QueuePost queues;
    private final EventBus bus;
    private final TopicRules topicRules;
    private final Schedules schedules;
    private final InstantSource time;
    private final AtomicLong eventCount = new AtomicLong();

    public EventSources(QueuePost queues, InstantSource time) {
        this.queues = queues;
        this.bus = new EventBus(queues);
        this.topicRules = new TopicRules(queues);
        this.schedules = new Schedules(queues);
        this.time = time;
    }

    /// Makes events of what happens to the jobs from now on.
    public void listenTo(IotJobs jobs) {
        IotEvents.publish(queues.account(), jobs, time, topicRules::publish);
        var trail = new CloudTrail(queues.account());
        jobs.onChange(change -> {
            if (change instanceof IotChange.ThingDeleted(String thingName)) {
                bus.send(trail.deleteThing(thingName, eventId(), time.instant()));
            }
        });
    }

    public QueuePost queues() {
        return queues;
    }

    public EventBus bus() {
        return bus;
    }

    public TopicRules topicRules() {
        return topicRules;
    }

    public Schedules schedules() {
        return schedules;
    }

    /// Counted, so that a run that is repeated has the same ids and no chance is used up.
    private String eventId() {
        String name = "event-" + eventCount.incrementAndGet();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
