package jobsweep.jobexecution;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import jobsweep.cloudformation.LogicalResource;
import jobsweep.contract.JobExecution;

/// What helps where a Delete fails, which depends on what CloudFormation does next: it goes on, and deletes what the
/// resource depends on. A provider of the same stack may be gone by the time at which somebody reads this. The function
/// does not know whether the stack is being deleted, rolled back or updated.
///
/// @param resource whose Delete it is
/// @param providerGoesAlong whether the provider belongs to the resource's stack
/// @param iotRegion theirs, where it is not the stack's
/// @param options how the executions were to be deleted
record DeletionAdvice(
        LogicalResource resource, boolean providerGoesAlong, Optional<String> iotRegion, DeletionOptions options)
        implements CleanupResult.Advice {

    private static final int MOST_SHOWN = 3;

    @Override
    public String on(List<FoundExecution> refused, boolean lasting) {
        if (providerGoesAlong) {
            return byHand(refused) + withoutProvider();
        }
        if (refused.isEmpty()) {
            return lasting
                    ? ""
                    : "Delete again: what is gone stays gone. Where the stack has forgotten it, after an update, delete what is left in AWS IoT.";
        }
        return options.force() ? "Force is true already: delete again once its status has changed." : again(refused);
    }

    private String again(List<FoundExecution> refused) {
        return "Delete again once its device has ended it. Where the stack has forgotten it, after an update: %s Force: true, Defer: true, a longer GracePeriodSeconds or DeletionPolicy: Retain avoid this if they are set before a deletion."
                .formatted(byHand(refused));
    }

    private String withoutProvider() {
        return " After an update that is all. A stack that is being deleted takes its provider along, so do not rely on deleting again: once it is DELETE_FAILED, use `aws cloudformation delete-stack --stack-name=%s --retain-resources=%s%s`; where it is ROLLBACK_FAILED, delete it before without that option."
                .formatted(resource.stackName(), resource.logicalResourceId(), region(resource.region()));
    }

    private String byHand(List<FoundExecution> refused) {
        if (refused.isEmpty()) {
            return "Delete what is left in AWS IoT.";
        }
        String commands = refused.stream()
                .limit(MOST_SHOWN)
                .map(found -> "`" + command(found.execution()) + "`")
                .collect(joining(", "));
        String others = refused.size() > MOST_SHOWN ? " and the others likewise" : "";
        return "Delete it by %s%s once its device has ended it, or with --force now.".formatted(commands, others);
    }

    /// With `=`, since a name may begin with `-`.
    private String command(JobExecution execution) {
        String namespace =
                options.namespaceId().map(id -> " --namespace-id=" + id.value()).orElse("");
        return "aws iot delete-job-execution --job-id=%s --thing-name=%s --execution-number=%s%s%s"
                .formatted(
                        execution.jobId(),
                        execution.thingName(),
                        execution.number(),
                        namespace,
                        region(iotRegion.orElse(resource.region())));
    }

    private static String region(String name) {
        return name.isEmpty() ? "" : " --region=" + name;
    }
}
