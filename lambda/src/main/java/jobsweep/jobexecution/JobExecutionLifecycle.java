package jobsweep.jobexecution;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jobsweep.cloudformation.PhysicalResourceId;
import jobsweep.cloudformation.ResourceRequest;
import jobsweep.cloudformation.ResourceRequest.Create;
import jobsweep.cloudformation.ResourceRequest.Delete;
import jobsweep.cloudformation.ResourceRequest.Update;
import jobsweep.cloudformation.ResourceState;
import jobsweep.contract.JobExecutionResource;
import jobsweep.contract.ResourceProperties;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.RequestException;
import jobsweep.jobexecution.Identity.EveryExecution;
import jobsweep.jobexecution.Identity.KnownExecution;
import jobsweep.jobexecution.Identity.NumberedExecution;

/// What `Custom::IoTJobExecution` does: Create and Update look, only Delete deletes.
final class JobExecutionLifecycle {

    /// For looks, deletions and their repetitions.
    private static final Duration TIME_BESIDE_GRACE_PERIOD = Duration.ofSeconds(60);

    private final JobExecutions executions;
    private final Invocation invocation;
    private final Pace pace;

    /// @param pace how often a Delete looks during a grace period
    JobExecutionLifecycle(JobExecutions executions, Invocation invocation, Pace pace) {
        this.executions = executions;
        this.invocation = invocation;
        this.pace = pace;
    }

    /// @throws RequestException with a message for the template's author
    ResourceState handle(ResourceRequest request) {
        return switch (request) {
            case Create(var properties) -> create(check(properties));
            case Update(var id, var properties) -> update(id, check(properties));
            case Delete delete -> delete(delete);
        };
    }

    private Identity check(ResourceProperties properties) {
        Identity wanted = Identity.of(properties);
        refuseGracePeriodWithoutTime(properties);
        return wanted;
    }

    /// Refuses a grace period for which the function has no time: its Delete would end before the period does.
    private void refuseGracePeriodWithoutTime(ResourceProperties properties) {
        Duration longest = invocation.deadline().left().minus(TIME_BESIDE_GRACE_PERIOD);
        properties
                .optional(JobExecutionResource.GRACE_PERIOD_SECONDS)
                .filter(period -> period.isPositive() && period.compareTo(longest) > 0)
                .ifPresent(period -> {
                    throw new RequestException(
                            "GracePeriodSeconds must be at most %1$s with this provider, whose function has no more time, got '%2$s'. Deploy the provider with at least %2$s: LongestGracePeriodSeconds of its template, longestGracePeriod of its construct, or -c jobsweep:longestGracePeriodSeconds of cdk deploy."
                                    .formatted(Math.max(0, longest.toSeconds()), period.toSeconds()));
                });
    }

    private ResourceState create(Identity wanted) {
        Optional<FoundExecution> found = find(wanted);
        return state(found.<Identity>map(KnownExecution::of).orElse(wanted), found);
    }

    private ResourceState update(PhysicalResourceId id, Identity wanted) {
        Optional<Identity> current = Identity.parse(id);
        current.filter(wanted::overlaps).ifPresent(overlapping -> {
            throw overlap(overlapping, wanted);
        });
        // An id that still names what is wanted stays, since another one makes CloudFormation delete what it names.
        return current.filter(named -> named.asInTemplate().equals(wanted))
                .map(named -> state(named, find(named)))
                .orElseGet(() -> create(wanted));
    }

    /// CloudFormation would follow it with a Delete for what the resource was before, which takes along what it is now.
    private static RequestException overlap(Identity current, Identity wanted) {
        return new RequestException(
                "A resource for %s can't become one for %s: CloudFormation would then delete the former, and with it executions of the latter. Give the new one another logical id, and the old one DeletionPolicy: Retain before it leaves the template."
                        .formatted(current, wanted));
    }

    private ResourceState delete(Delete request) {
        Identity.parse(request.physicalResourceId()).ifPresent(identity -> delete(identity, request));
        return new ResourceState(request.physicalResourceId(), Map.of());
    }

    private void delete(Identity identity, Delete request) {
        DeletionOptions options = DeletionOptions.readable(request.properties());
        Cleanup cleanup = new Cleanup(executions, options, advice(options), invocation, _ -> {});
        cleanup.afterGrace(() -> matching(identity, request, options), pace);
        cleanup.failure().ifPresent(why -> {
            throw new RequestException(why);
        });
    }

    private static String advice(DeletionOptions options) {
        return options.force()
                ? "Force is true already: delete again once its status has changed"
                : "Delete again once its device has ended it, set Force: true or a longer GracePeriodSeconds in an "
                        + "update before the deletion, or keep it with DeletionPolicy: Retain";
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

    private Stream<FoundExecution> matching(Identity identity, Delete request, DeletionOptions options) {
        Stream<FoundExecution> named = identity instanceof EveryExecution(var jobId, var thingName)
                ? executions.findAll(jobId, thingName, options.namespaceId())
                : find(identity).stream();
        // A Delete may be delivered late and more than once, and then meet what was queued since.
        return named.filter(found -> !found.queuedAt().isAfter(request.sentBy()));
    }

    private static ResourceState state(Identity identity, Optional<FoundExecution> found) {
        return new ResourceState(
                identity.physicalResourceId(),
                Map.of(
                        JobExecutionResource.EXECUTION_NUMBER.name(),
                        found.map(it -> it.execution().number().toString()).orElse(""),
                        JobExecutionResource.STATUS,
                        found.map(FoundExecution::status).orElse(""),
                        JobExecutionResource.QUEUED_AT,
                        found.map(it -> it.queuedAt().toString()).orElse("")));
    }
}
