package jobsweep.simulator.events;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.sqs.SqsService;

/// EventBridge Scheduler, which waits for no time: a schedule's moment comes when [#fire(String)] says so.
public final class Schedules {
    private static final Pattern EXPRESSION =
            Pattern.compile("rate\\([1-9][0-9]* (minute|hour|day)s?\\)|cron\\(\\S+( \\S+){5}\\)");

    private final QueueSender queues;
    private final Map<String, Schedule> schedules = new ConcurrentHashMap<>();

    /// What Scheduler acts for: schedules that name no group are in this one.
    private final String group;

    public Schedules(Account account, Iam iam, SqsService sqs) {
        this.group = account.arn("scheduler", "schedule-group/default");
        this.queues = new QueueSender("scheduler.amazonaws.com", iam, sqs);
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
            queues.send(
                    QueueSender.target(schedule.queueArn(), schedule.roleArn(), group),
                    schedule.input(),
                    schedule.deadLetterQueueArn().map(arn -> QueueSender.target(arn, schedule.roleArn(), group)),
                    why -> schedule.input());
        }
    }

    /// Why inputs were lost, in their order.
    public List<String> lost() {
        return queues.lost();
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
                throw new UnsupportedOperationException(
                        "The simulator does not play the schedule expression " + expression);
            }
        }
    }
}
