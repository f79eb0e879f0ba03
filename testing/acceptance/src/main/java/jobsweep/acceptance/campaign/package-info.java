/// Scenarios in a world with faults: random lives of stacks, a burst of events, a stampede of deletions.
///
/// The function's own classes run here, with the SDK's clients down to their HTTP, and so do the
/// simulator's rules for CloudFormation, IAM, Lambda's retries and destinations, SQS and AWS IoT, with the
/// synthesized templates. Only time is simulated, and chance has a seed. The end-to-end tests are for what
/// this leaves out: processes that are really killed, sockets that really hang.
@NullMarked
package jobsweep.acceptance.campaign;

import org.jspecify.annotations.NullMarked;
