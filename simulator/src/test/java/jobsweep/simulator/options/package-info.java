@NullMarked
package jobsweep.simulator.options;

import org.jspecify.annotations.NullMarked;
