/// A burst of finished executions on the cleanup queue, in simulated time, with its consumers, their faults and AWS
/// IoT's quota: whether all that was asked for is deleted, nothing else is, and how well the quota is used.
@NullMarked
package jobsweep.acceptance.burst;

import org.jspecify.annotations.NullMarked;
