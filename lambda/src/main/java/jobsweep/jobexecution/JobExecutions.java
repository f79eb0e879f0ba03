package jobsweep.jobexecution;

import java.util.Optional;
import java.util.stream.Stream;
import jobsweep.contract.JobExecution;
import jobsweep.contract.JobId;
import jobsweep.contract.NamespaceId;
import jobsweep.contract.ThingName;

/// The job executions of an account and Region, as far as we need them.
///
/// Every operation throws [JobExecutionsException] where IoT gave no usable answer in the time there was.
interface JobExecutions {

    /// The execution with this number, if there is one.
    Optional<FoundExecution> find(JobExecution execution);

    /// Every execution of the job on the thing, whatever its status. Read as far as the stream is.
    Stream<FoundExecution> findAll(JobId jobId, ThingName thingName, Optional<NamespaceId> namespaceId);

    /// Every execution on the thing, of whatever job. Read as far as the stream is.
    Stream<FoundExecution> findAll(ThingName thingName, Optional<NamespaceId> namespaceId);

    /// Every execution of the job, on whatever thing. Read as far as the stream is.
    Stream<FoundExecution> findAll(JobId jobId);

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
