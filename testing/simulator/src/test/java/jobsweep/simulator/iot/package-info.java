@NullMarked
package jobsweep.simulator.iot;

import org.jspecify.annotations.NullMarked;
