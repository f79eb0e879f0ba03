package jobsweep.jobexecution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jobsweep.cloudformation.PhysicalResourceId;
import jobsweep.cloudformation.ResourceException;
import jobsweep.cloudformation.ResourceProperties;
import jobsweep.cloudformation.ResourceRequest;
import jobsweep.cloudformation.ResourceRequest.Create;
import jobsweep.cloudformation.ResourceRequest.Delete;
import jobsweep.cloudformation.ResourceRequest.Update;
import jobsweep.cloudformation.ResourceState;
import jobsweep.jobexecution.Identity.EveryExecution;
import jobsweep.jobexecution.Identity.KnownExecution;
import jobsweep.jobexecution.Identity.NumberedExecution;

/// What `Custom::IoTJobExecution` does: Create and Update look, only Delete deletes.
final class JobExecutionLifecycle {

    private final JobExecutions executions;

    JobExecutionLifecycle(JobExecutions executions) {
        this.executions = executions;
    }

    /// @throws ResourceException with a message for the template's author
    ResourceState handle(ResourceRequest request) {
        return switch (request) {
            case Create(var properties) -> create(JobExecutionProperties.check(properties));
            case Update(var id, var properties) -> update(id, JobExecutionProperties.check(properties));
            case Delete(var id, var properties) -> delete(id, properties);
        };
    }

    private ResourceState create(Identity wanted) {
        Optional<FoundExecution> found = find(wanted);
        return state(found.<Identity>map(KnownExecution::of).orElse(wanted), found);
    }

    private ResourceState update(PhysicalResourceId id, Identity wanted) {
        // An id that still names what is wanted stays, since another one makes CloudFormation delete what it names.
        return Identity.parse(id)
                .filter(current -> current.asInTemplate().equals(wanted))
                .map(current -> state(current, find(current)))
                .orElseGet(() -> create(wanted));
    }

    private ResourceState delete(PhysicalResourceId id, ResourceProperties properties) {
        DeletionOptions options = JobExecutionProperties.readDeletionOptions(properties);
        Identity.parse(id).ifPresent(identity -> deleteAll(doomed(identity, options), options));
        return new ResourceState(id, Map.of());
    }

    /// The one execution that an identity names, if IoT has it.
    private Optional<FoundExecution> find(Identity identity) {
        return switch (identity) {
            case EveryExecution _ -> Optional.empty();
            case NumberedExecution(var execution) -> executions.find(execution);
            // IoT uses numbers again, so a late Delete may meet a newer execution.
            case KnownExecution known -> executions.find(known.execution()).filter(known::is);
        };
    }

    private List<FoundExecution> doomed(Identity identity, DeletionOptions options) {
        return identity instanceof EveryExecution(var jobId, var thingName)
                ? executions.findAll(jobId, thingName, options.namespaceId())
                : find(identity).stream().toList();
    }

    private void deleteAll(List<FoundExecution> doomed, DeletionOptions options) {
        List<String> failures = new ArrayList<>();
        for (FoundExecution found : doomed) {
            delete(found, options).ifPresent(failures::add);
        }
        if (!failures.isEmpty()) {
            throw new DeletionFailedException(failures, doomed.size());
        }
    }

    /// @return why the execution is still there; one that stays must not keep the others from going
    private Optional<String> delete(FoundExecution found, DeletionOptions options) {
        try {
            return switch (executions.delete(found.execution(), options)) {
                case Deletion.Deleted(), Deletion.AlreadyGone() -> Optional.empty();
                case Deletion.Refused(var why) -> Optional.of(DeletionFailedException.refusal(found, why, options));
            };
        } catch (JobExecutionsException failure) {
            return Optional.of(failure.getMessage());
        }
    }

    private static ResourceState state(Identity identity, Optional<FoundExecution> found) {
        return new ResourceState(
                identity.physicalResourceId(),
                Map.of(
                        "ExecutionNumber",
                                found.map(it -> it.execution().number().toString())
                                        .orElse(""),
                        "Status", found.map(FoundExecution::status).orElse(""),
                        "QueuedAt", found.map(it -> it.queuedAt().toString()).orElse("")));
    }
}
