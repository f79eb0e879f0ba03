@NullMarked
package jobsweep.simulator.burst;

import org.jspecify.annotations.NullMarked;
