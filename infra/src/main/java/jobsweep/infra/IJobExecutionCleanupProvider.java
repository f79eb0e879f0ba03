package jobsweep.infra;

import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.lambda.IFunction;

/// The function behind any number of [JobExecutionCleanup]s: [JobExecutionCleanupProvider], in the same stack, or one
/// of another stack by [JobExecutionCleanupProvider#fromAttributes].
public sealed interface IJobExecutionCleanupProvider permits JobExecutionCleanupProvider, ImportedProvider {

    /// The function's ARN, for a resource's `ServiceToken`. It can't be changed on a resource that exists.
    String getServiceToken();

    /// How long the function's answer can take, in seconds, for a resource's `ServiceTimeout`. May be a
    /// token: the function gets the time for the longest grace period of all its cleanups, and for those
    /// with `*` all there is.
    String getServiceTimeout();

    /// The function itself.
    IFunction getFunction();

    /// Lets a principal have CloudFormation use this provider: the role that stacks with cleanups are deployed in.
    /// CloudFormation invokes the function with its rights, so who may invoke each function of the account needs no
    /// more. A principal of another account is let in at the function, too. Who may use the provider can have
    /// everything deleted that it may delete.
    default Grant grantUse(IGrantable deployer) {
        return getFunction().grantInvokeLatestVersion(deployer);
    }

    /// Called once by each cleanup that uses this provider: allows what it needs, keeps it until the cleanup is gone,
    /// and says how long CloudFormation waits for an answer.
    ///
    /// @throws IllegalArgumentException if this provider may never delete what the cleanup names, has no
    /// time for its grace period, or no queue that it could be deferred to
    void bind(JobExecutionCleanup cleanup);
}
