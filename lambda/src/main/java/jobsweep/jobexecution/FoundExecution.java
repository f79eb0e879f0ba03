package jobsweep.jobexecution;

import java.time.Instant;

/// A job execution that IoT has.
///
/// @param status as IoT spells it, for example `IN_PROGRESS`
/// @param queuedAt tells executions apart that had the same number one after another
record FoundExecution(JobExecution execution, String status, Instant queuedAt) {}
