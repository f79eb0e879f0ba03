/// CloudWatch's alarms, as far as they watch functions and queues.
@NullMarked
package jobsweep.simulator.cloudwatch;

import org.jspecify.annotations.NullMarked;
