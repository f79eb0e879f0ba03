@NullMarked
package jobsweep.simulator.campaign;

import org.jspecify.annotations.NullMarked;
