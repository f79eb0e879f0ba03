/// SQS as senders see it.
@NullMarked
package jobsweep.simulator.sqs;

import org.jspecify.annotations.NullMarked;
