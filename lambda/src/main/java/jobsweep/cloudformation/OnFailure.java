package jobsweep.cloudformation;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.Predicate;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.RequestException;
import jobsweep.platform.Platform;

/// The on-failure destination of a custom resource's function: answers FAILED where that one could not.
///
/// A function that runs out of memory, crashes or is killed can't answer. Lambda invokes it twice more and then hands
/// the event to this one, so that CloudFormation hears of the failure, and why, instead of waiting until
/// `ServiceTimeout`. Both functions share a log group, which is how this one knows where to look.
public final class OnFailure {

    private final Predicate<PhysicalResourceId> named;
    private final ResponseHosts hosts;
    private final Platform platform;

    /// @param named whether an id names something; the Delete of one that does not has succeeded without any doing
    /// @param hosts where answers may go
    public OnFailure(Predicate<PhysicalResourceId> named, ResponseHosts hosts, Platform platform) {
        this.named = named;
        this.hosts = hosts;
        this.platform = platform;
    }

    /// Handles one record of a failure, as [CustomResource#handle] handles the event in it.
    public void handle(InputStream input, Invocation invocation) {
        Optional<InvocationRecord> failed = InvocationRecord.read(input);
        String reason = "The function could not answer: Lambda gave up with %s.%s Its log is in the log group %s."
                .formatted(
                        failed.map(InvocationRecord::why).orElse(""),
                        platform.lack().map(lack -> " " + lack + ".").orElse(""),
                        invocation.log().group());
        ResourceLifecycle failure = (_, _) -> {
            throw new RequestException(reason);
        };
        new CustomResource(failure.sparingDeletesOfNothing(named), hosts, platform)
                .handle(failed.flatMap(InvocationRecord::event), invocation);
    }
}
