package jobsweep.simulator.events;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// EventBridge Scheduler, which waits for no time: a schedule's moment comes when [#fire(String)] says so.
public final class Schedules {
    private static final String SERVICE = "scheduler.amazonaws.com";
    private static final Pattern EXPRESSION =
            Pattern.compile("rate\\([1-9][0-9]* (minute|hour|day)s?\\)|cron\\(\\S+( \\S+){5}\\)");

    private final QueuePost queues;
    private final Map<String, Schedule> schedules = new ConcurrentHashMap<>();
    private final List<String> lost = new CopyOnWriteArrayList<>();

    Schedules(QueuePost queues) {
        this.queues = queues;
    }

    /// Adds the schedule, or changes the one of this name.
    public void put(String name, Schedule schedule) {
        schedules.put(name, schedule);
    }

    public void delete(String name) {
        schedules.remove(name);
    }

    /// The names of all schedules.
    public List<String> names() {
        return schedules.keySet().stream().sorted().toList();
    }

    /// Sends the schedule's input, or to its dead-letter queue where its queue does not take it. One that is disabled
    /// sends nothing.
    ///
    /// @throws IllegalArgumentException if there is no such schedule
    public void fire(String name) {
        Schedule schedule = schedules.get(name);
        if (schedule == null) {
            throw new IllegalArgumentException("there is no schedule " + name + " among " + names());
        }
        if (schedule.enabled()) {
            send(schedule);
        }
    }

    /// Why inputs were lost, in their order.
    public List<String> lost() {
        return List.copyOf(lost);
    }

    private void send(Schedule schedule) {
        try {
            send(schedule, schedule.queueArn());
        } catch (RuntimeException e) {
            bury(schedule, e);
        }
    }

    private void bury(Schedule schedule, RuntimeException why) {
        if (schedule.deadLetterQueueArn().isEmpty()) {
            lost.add(String.valueOf(why.getMessage()));
            return;
        }
        try {
            send(schedule, schedule.deadLetterQueueArn().get());
        } catch (RuntimeException e) {
            lost.add(why.getMessage() + "; " + e.getMessage());
        }
    }

    private void send(Schedule schedule, String queueArn) {
        queues.sendInRole(schedule.roleArn(), SERVICE, new QueuePost.Letter(queueArn, schedule.input()));
    }

    /// What is sent when, and as whom.
    ///
    /// @param expression `rate(…)` or `cron(…)`
    public record Schedule(
            String expression,
            boolean enabled,
            String roleArn,
            String queueArn,
            String input,
            Optional<String> deadLetterQueueArn) {
        public Schedule {
            if (!EXPRESSION.matcher(expression).matches()) {
                throw new UnsupportedEventsException("the schedule expression " + expression);
            }
        }
    }
}
