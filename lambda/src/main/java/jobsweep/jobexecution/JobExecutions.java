package jobsweep.jobexecution;

import java.util.Optional;
import java.util.stream.Stream;
import jobsweep.contract.CleanupTarget;
import jobsweep.contract.JobExecution;
import jobsweep.contract.NamespaceId;

/// The job executions of an account and Region, as far as we need them.
///
/// Every operation throws [JobExecutionsException] where IoT gave no usable answer in the time there was.
interface JobExecutions {

    /// The execution with this number, if there is one.
    Optional<FoundExecution> find(JobExecution execution);

    /// Every execution that is meant, whatever its status. Read as far as the stream is.
    ///
    /// @param namespaceId narrows what is listed on a thing
    Stream<FoundExecution> findAll(CleanupTarget target, Optional<NamespaceId> namespaceId);

    /// A deletion, which its caller tries until it has ended.
    Tries deletion(JobExecution execution, DeletionOptions options);

    /// The tries of one deletion. Before each of them its caller has to know that the execution is still there: IoT has
    /// no deletion with a condition, and uses numbers again.
    interface Tries {
        /// Waits until the next try may be made.
        void awaitTurn();

        /// Makes it.
        ///
        /// @return empty where another try may go better; it may have deleted the execution all the same
        Optional<Deletion> next();
    }
}
