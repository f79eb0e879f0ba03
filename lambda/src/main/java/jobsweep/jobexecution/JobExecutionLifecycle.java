package jobsweep.jobexecution;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jobsweep.cloudformation.Continuation;
import jobsweep.cloudformation.Outcome;
import jobsweep.cloudformation.PhysicalResourceId;
import jobsweep.cloudformation.ResourceRequest;
import jobsweep.cloudformation.ResourceRequest.Create;
import jobsweep.cloudformation.ResourceRequest.Delete;
import jobsweep.cloudformation.ResourceRequest.Update;
import jobsweep.cloudformation.ResourceState;
import jobsweep.cloudformation.Unfinished;
import jobsweep.contract.JobExecutionResource;
import jobsweep.contract.ResourceProperties;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.RequestException;
import jobsweep.platform.Platform;

/// What `Custom::IoTJobExecution` does: Create and Update look, only Delete deletes.
final class JobExecutionLifecycle {

    /// For looks, deletions and their repetitions.
    private static final Duration TIME_BESIDE_GRACE_PERIOD = Duration.ofSeconds(60);

    /// An invocation that had less time would hardly do more than to list.
    private static final Duration WORTH_ANOTHER = Duration.ofMinutes(1);

    private final JobExecutions executions;
    private final Invocation invocation;
    private final Provider provider;
    private final Platform platform;

    JobExecutionLifecycle(JobExecutions executions, Invocation invocation, Provider provider, Platform platform) {
        this.executions = executions;
        this.invocation = invocation;
        this.provider = provider;
        this.platform = platform;
    }

    /// @throws RequestException with a message for the template's author
    Outcome handle(ResourceRequest request) {
        return switch (request) {
            case Create(var properties) -> create(check(properties));
            case Update(var id, var properties) -> update(id, check(properties));
            case Delete delete -> delete(delete);
        };
    }

    private Identity check(ResourceProperties properties) {
        Identity wanted = Identity.of(properties);
        provider.requireToTake(wanted.target());
        if (isDeferred(properties)) {
            provider.deferral().requireQueue();
        }
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
        return state(found.map(Identity::of).orElse(wanted), found);
    }

    private ResourceState update(PhysicalResourceId id, Identity wanted) {
        Optional<Identity> current = Identity.parse(id);
        current.filter(wanted::overlaps).ifPresent(overlapping -> {
            throw overlap(overlapping, wanted);
        });
        // An id that still names what is wanted stays, since another one makes CloudFormation delete what it names.
        return current.filter(named -> named.target().equals(wanted.target()))
                .map(named -> state(named, find(named)))
                .orElseGet(() -> create(wanted));
    }

    /// CloudFormation would follow it with a Delete for what the resource was before, which takes along what it is now.
    private static RequestException overlap(Identity current, Identity wanted) {
        return new RequestException(
                "A resource for %s can't become one for %s: CloudFormation would then delete the former, and with it executions of the latter. Give the new one another logical id, and the old one DeletionPolicy: Retain before it leaves the template."
                        .formatted(current, wanted));
    }

    private Outcome delete(Delete request) {
        return Identity.parse(request.physicalResourceId())
                .map(identity -> delete(identity, request))
                .orElseGet(() -> gone(request, Optional.empty()));
    }

    private static ResourceState gone(Delete request, Optional<String> deferred) {
        return new ResourceState(request.physicalResourceId(), Map.of(), deferred);
    }

    private Outcome delete(Identity identity, Delete request) {
        DeletionOptions options = DeletionOptions.readable(request.properties());
        var advice = new DeletionAdvice(
                request.resource(), provider.goesWith(request.resource()), provider.iotRegion(), options);
        var result = new CleanupResult(options, advice, _ -> {});
        new Cleanup(executions, options, invocation, result)
                .afterGrace(() -> matching(identity, request, options), new Pace(platform.random()), platform);
        long done = request.continuation().done() + result.deleted();
        if (identity.target().isOpenEnded() && goesOn(result, request.continuation())) {
            return new Unfinished(
                    request.continuation().after(done),
                    why -> leave(identity, request, options, result, why + " " + advice.on(List.of(), false)));
        }
        return result.failure()
                .map(why -> result.isOutOfTime() ? "%s %s job execution(s) are gone by now.".formatted(why, done) : why)
                .map(why -> leave(identity, request, options, result, why))
                .orElseGet(() -> gone(request, Optional.empty()));
    }

    /// Leaves the rest to the queue where it is there to be deferred.
    private ResourceState leave(
            Identity identity, Delete request, DeletionOptions options, CleanupResult result, String why) {
        if (result.isLasting() || !isDeferred(request.properties())) {
            throw new RequestException(why);
        }
        provider.deferral().leave(why, Deferral.requests(identity, result.left(), options, request.sentBy()));
        return gone(request, Optional.of(why));
    }

    /// Whether the rest is for the next invocation, which only functions of open-ended resources are allowed to begin.
    /// After one without progress there would be none either.
    private boolean goesOn(CleanupResult result, Continuation continuation) {
        Instant soon = invocation.deadline().clock().now().plus(WORTH_ANOTHER);
        return result.isOutOfTime() && result.deleted() > 0 && soon.isBefore(continuation.end());
    }

    private static boolean isDeferred(ResourceProperties properties) {
        return properties.readable(JobExecutionResource.DEFER).orElse(false);
    }

    /// The one execution that an identity names by its number, if IoT has it.
    private Optional<FoundExecution> find(Identity identity) {
        // IoT uses numbers again, so a late Delete may meet a newer execution.
        return identity.target().execution().flatMap(executions::find).filter(identity::is);
    }

    private Stream<FoundExecution> matching(Identity identity, Delete request, DeletionOptions options) {
        Stream<FoundExecution> named =
                executions.findAll(identity.target(), options.namespaceId()).filter(identity::is);
        // A Delete may be delivered late and more than once, and then meet what was queued since.
        return identity.queuedAt().isPresent()
                ? named
                : named.filter(found -> !found.queuedAt().isAfter(request.sentBy()));
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
