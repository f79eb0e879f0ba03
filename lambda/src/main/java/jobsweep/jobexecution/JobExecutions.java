package jobsweep.jobexecution;

import java.util.Optional;
import java.util.function.BooleanSupplier;
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

    /// Deletes an execution, if it is there and may go.
    ///
    /// @param isStillThere asked before each try that does not follow this call at once, but comes after
    ///     waiting for its turn or after another try, which may have deleted it: IoT uses numbers again
    Deletion delete(JobExecution execution, DeletionOptions options, BooleanSupplier isStillThere);

    /// Deletes an execution that was found.
    ///
    /// @param isFresh whether it was found right before; otherwise, or where that took long, it is looked at first
    default Deletion delete(FoundExecution found, DeletionOptions options, boolean isFresh) {
        BooleanSupplier isStillThere =
                () -> find(found.execution()).filter(found::isSameAs).isPresent();
        return (isFresh && !found.freshUntil().isOver()) || isStillThere.getAsBoolean()
                ? delete(found.execution(), options, isStillThere)
                : new Deletion.AlreadyGone();
    }
}
