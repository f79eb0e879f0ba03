/// Amazon SQS: queues by the machine's clock or in simulated time, behind one front that authorises every call.
@NullMarked
package jobsweep.simulator.sqs;

import org.jspecify.annotations.NullMarked;
