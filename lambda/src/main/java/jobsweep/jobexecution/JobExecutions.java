package jobsweep.jobexecution;

import java.util.List;
import java.util.Optional;

/// The job executions of an account and Region, as far as we need them.
///
/// Every operation throws [JobExecutionsException] where IoT gave no usable answer in the time there was.
interface JobExecutions {

    /// The execution with this number, if there is one.
    Optional<FoundExecution> find(JobExecution execution);

    /// Every execution of the job on the thing, whatever its status.
    List<FoundExecution> findAll(JobId jobId, ThingName thingName, Optional<NamespaceId> namespaceId);

    /// Deletes an execution, if it is there and may go.
    Deletion delete(JobExecution execution, DeletionOptions options);
}
