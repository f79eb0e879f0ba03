package jobsweep.infra;

import java.util.Set;
import jobsweep.contract.RequestKind;

/// A provider of which only the service token is known, and what it was deployed for: grace periods, and kinds of
/// cleanups beside those that name job and thing.
record ImportedProvider(String serviceToken, int longestGracePeriod, Set<RequestKind> kinds)
        implements IJobExecutionCleanupProvider {

    @Override
    public String getServiceToken() {
        return serviceToken;
    }

    @Override
    public String getServiceTimeout() {
        return Integer.toString(Timing.of(longestGracePeriod, kinds).serviceTimeout());
    }

    /// Only checks: what the function may delete, and how long it lives, is for its own stack to say.
    @Override
    public void bind(JobExecutionCleanup cleanup) {
        String path = cleanup.getNode().getPath();
        if (cleanup.gracePeriod() > longestGracePeriod) {
            throw new IllegalArgumentException(
                    "GracePeriodSeconds must be at most %s, the longest that fromServiceToken was given for the provider of %s, got '%s': deploy that provider with a longestGracePeriod that covers it, LongestGracePeriodSeconds in its template, and give fromServiceToken the same"
                            .formatted(longestGracePeriod, path, cleanup.gracePeriod()));
        }
        if (cleanup.kind().isOpenEnded() && !kinds.contains(cleanup.kind())) {
            throw new IllegalArgumentException(
                    "JobId or ThingName must not be * unless fromServiceToken was given the kind for the provider of %s: deploy that provider with allowCleanups(RequestKind.%s), WholeThingsAndJobs in its template or jobsweep:wholeThingsAndJobs in its context, and give fromServiceToken the same"
                            .formatted(path, cleanup.kind()));
        }
    }
}
