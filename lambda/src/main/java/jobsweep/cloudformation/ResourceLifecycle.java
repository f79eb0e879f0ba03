package jobsweep.cloudformation;

import jobsweep.invocation.Invocation;
import jobsweep.invocation.RequestException;

/// The resource behind the protocol: what it does on Create, Update and Delete.
@FunctionalInterface
public interface ResourceLifecycle {

    /// Carries a request out within the invocation's time.
    ///
    /// May be called again with the same request, since CloudFormation's events are delivered at least once.
    ///
    /// @return the state that is answered as SUCCESS
    /// @throws RequestException answered as FAILED with its message
    /// @throws RuntimeException also answered as FAILED, with class and message
    ResourceState handle(ResourceRequest request, Invocation invocation);
}
