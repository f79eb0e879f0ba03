package jobsweep.jobexecution;

import java.util.concurrent.atomic.AtomicInteger;
import jobsweep.invocation.Deadline;

/// How many calls of an operation may go out: AWS IoT allows an account and Region so many of each a second.
interface Quota {

    /// Waits for a call's turn.
    ///
    /// @param action such as `iot:DeleteJobExecution`; each has a quota of its own
    /// @return false, at once, where the deadline comes first
    boolean await(String action, Deadline deadline);

    /// Told of each call that AWS IoT throttled.
    void exceeded();

    /// The same, but for the first calls, which go out at once.
    default Quota after(int calls) {
        AtomicInteger left = new AtomicInteger(calls);
        return new Quota() {
            @Override
            public boolean await(String action, Deadline deadline) {
                return left.getAndDecrement() > 0 || Quota.this.await(action, deadline);
            }

            @Override
            public void exceeded() {
                Quota.this.exceeded();
            }
        };
    }

    /// For the few calls of a custom resource: they go out at once, and wait only when AWS IoT says so.
    static Quota unlimited() {
        return new Quota() {
            @Override
            public boolean await(String action, Deadline deadline) {
                return true;
            }

            @Override
            public void exceeded() {
                // The retry strategy's pause is all that follows.
            }
        };
    }
}
