/// Time, as the simulated services know it.
@NullMarked
package jobsweep.simulator.time;

import org.jspecify.annotations.NullMarked;
