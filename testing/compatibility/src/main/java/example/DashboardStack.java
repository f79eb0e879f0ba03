package example;

import jobsweep.infra.JobExecutionCleanupDashboard;
import jobsweep.infra.JobExecutionCleanupQueue;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// A queue's dashboard.
final class DashboardStack extends Stack {

    DashboardStack(Construct scope, String id, JobExecutionCleanupQueue cleanups) {
        super(scope, id);
        new JobExecutionCleanupDashboard(this, "Dashboard", cleanups);
    }
}
