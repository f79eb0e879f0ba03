@NullMarked
package jobsweep.simulator.cloudformation;

import org.jspecify.annotations.NullMarked;
