@NullMarked
package jobsweep.simulator.sqs;

import org.jspecify.annotations.NullMarked;
