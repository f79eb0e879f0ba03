package jobsweep.jobexecution;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The job executions of an account and Region, as far as we need them.
///
/// Every operation throws [JobExecutionsException] where IoT gave no usable answer in the time there was.
interface JobExecutions {

    /// The execution with this number, if there is one.
    Optional<FoundExecution> find(JobExecution execution);

    /// Every execution of the job on the thing, whatever its status.
    List<FoundExecution> findAll(JobId jobId, ThingName thingName, Optional<NamespaceId> namespaceId);

    /// Deletes an execution, if it is there and may go.
    ///
    /// @param isStillThere asked before each further try: one that seemed to fail may have deleted it, and IoT
    ///     uses numbers again
    Deletion delete(JobExecution execution, DeletionOptions options, BooleanSupplier isStillThere);
}
