@NullMarked
package jobsweep.simulator.time;

import org.jspecify.annotations.NullMarked;
