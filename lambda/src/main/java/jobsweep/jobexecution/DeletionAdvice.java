package jobsweep.jobexecution;

import static java.util.stream.Collectors.joining;

import java.util.List;
import jobsweep.cloudformation.LogicalResource;
import jobsweep.contract.JobExecution;

/// What helps where a Delete fails, which depends on what CloudFormation does next: it goes on, and deletes what the
/// resource depends on. A provider of the same stack is gone by the time at which somebody reads this.
///
/// @param resource whose Delete it is
/// @param providerGoesAlong whether the provider belongs to the resource's stack
/// @param force whether the deletion was forced already
record DeletionAdvice(LogicalResource resource, boolean providerGoesAlong, boolean force) implements Cleanup.Advice {

    private static final int MOST_SHOWN = 3;

    @Override
    public String on(List<FoundExecution> refused, boolean lasting) {
        if (providerGoesAlong) {
            return withoutProvider(refused);
        }
        return refused.isEmpty() ? onFailure(lasting) : again(refused);
    }

    private static String onFailure(boolean lasting) {
        return lasting ? "" : "Delete again: what is gone stays gone.";
    }

    private String withoutProvider(List<FoundExecution> refused) {
        return "Its provider goes with this stack, so do not rely on deleting again: %s, and then the stack by `aws cloudformation delete-stack --stack-name %s --retain-resources %s%s`."
                .formatted(
                        refused.isEmpty() ? "delete what is left in AWS IoT" : byHand(refused),
                        resource.stackName(),
                        resource.logicalResourceId(),
                        region());
    }

    private String again(List<FoundExecution> refused) {
        return force
                ? "Force is true already: delete again once its status has changed."
                : "Delete again once its device has ended it. Where the stack has forgotten it, after an update, %s. Force: true, Defer: true, a longer GracePeriodSeconds or DeletionPolicy: Retain avoid this if they are set before a deletion."
                        .formatted(byHand(refused));
    }

    private String byHand(List<FoundExecution> refused) {
        String commands = refused.stream()
                .limit(MOST_SHOWN)
                .map(found -> "`" + command(found.execution()) + "`")
                .collect(joining(", "));
        String others = refused.size() > MOST_SHOWN ? " and the others likewise" : "";
        return "delete it by %s%s once its device has ended it, or with --force now".formatted(commands, others);
    }

    private String command(JobExecution execution) {
        return "aws iot delete-job-execution --job-id %s --thing-name %s --execution-number %s%s"
                .formatted(execution.jobId(), execution.thingName(), execution.number(), region());
    }

    private String region() {
        return resource.region().isEmpty() ? "" : " --region " + resource.region();
    }
}
