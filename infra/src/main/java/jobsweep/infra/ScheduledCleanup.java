package jobsweep.infra;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.CfnSchedule.DeadLetterConfigProperty;
import software.amazon.awscdk.services.scheduler.CfnSchedule.FlexibleTimeWindowProperty;
import software.amazon.awscdk.services.scheduler.CfnSchedule.TargetProperty;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.constructs.Construct;

/// A schedule of EventBridge Scheduler that sends one constant cleanup request.
final class ScheduledCleanup {
    private ScheduledCleanup() {}

    static void create(Construct scope, CleanupQueues queues, ScheduleExpression schedule, CleanupRequest request) {
        SendingRole role = SendingRole.ofSchedules(scope, queues);
        CfnSchedule resource = CfnSchedule.Builder.create(scope, "Schedule")
                .description("Asks jobsweep to delete job executions")
                .scheduleExpression(schedule.getExpressionString())
                .scheduleExpressionTimezone(
                        schedule.getTimeZone() == null
                                ? null
                                : schedule.getTimeZone().getTimezoneName())
                .flexibleTimeWindow(
                        FlexibleTimeWindowProperty.builder().mode("OFF").build())
                .target(TargetProperty.builder()
                        .arn(queues.requests().getQueueArn())
                        .roleArn(role.arn())
                        .input(Stack.of(scope).toJsonString(request.document()))
                        .deadLetterConfig(DeadLetterConfigProperty.builder()
                                .arn(queues.deadLetters().getQueueArn())
                                .build())
                        .build())
                .build();
        role.policy().madeBefore(resource);
    }
}
