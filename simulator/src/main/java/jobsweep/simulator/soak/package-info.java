/// Many events through one warm process, on a network that fails.
@NullMarked
package jobsweep.simulator.soak;

import org.jspecify.annotations.NullMarked;
