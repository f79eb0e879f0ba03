package jobsweep.infra;

/// The function behind any number of [JobExecutionCleanup]s: [JobExecutionCleanupProvider], in the same stack, or one
/// of another stack by [JobExecutionCleanupProvider#fromServiceToken].
public interface IJobExecutionCleanupProvider {

    /// The function's ARN, for a resource's `ServiceToken`. It can't be changed on a resource that exists.
    String getServiceToken();

    /// Called once by each cleanup that uses this provider: allows what it needs and keeps it until the cleanup is
    /// gone.
    ///
    /// @throws IllegalArgumentException if this provider may never delete what the cleanup names
    void bind(JobExecutionCleanup cleanup);
}
