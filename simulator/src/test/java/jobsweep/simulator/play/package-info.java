@NullMarked
package jobsweep.simulator.play;

import org.jspecify.annotations.NullMarked;
