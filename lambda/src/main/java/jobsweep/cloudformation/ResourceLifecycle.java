package jobsweep.cloudformation;

import java.util.Map;
import java.util.function.Predicate;
import jobsweep.contract.InvalidPropertyException;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.RequestException;

/// The resource behind the protocol: what it does on Create, Update and Delete.
@FunctionalInterface
public interface ResourceLifecycle {

    /// Carries a request out within the invocation's time.
    ///
    /// May be called again with the same request, since CloudFormation's events are delivered at least once.
    ///
    /// @return the state that is answered as SUCCESS, or how far this invocation got
    /// @throws RequestException answered as FAILED with its message
    /// @throws InvalidPropertyException likewise
    /// @throws RuntimeException also answered as FAILED, with class and message
    Outcome handle(ResourceRequest request, Invocation invocation);

    /// The same, but where a Delete's id names nothing it succeeds, and this lifecycle does not hear of it.
    ///
    /// @param named whether an id names something that may have to be deleted; neither the marker of a
    ///     failed Create does nor an id that CloudFormation made up
    default ResourceLifecycle sparingDeletesOfNothing(Predicate<PhysicalResourceId> named) {
        return (request, invocation) ->
                request instanceof ResourceRequest.Delete delete && !named.test(delete.physicalResourceId())
                        ? new ResourceState(delete.physicalResourceId(), Map.of())
                        : handle(request, invocation);
    }
}
