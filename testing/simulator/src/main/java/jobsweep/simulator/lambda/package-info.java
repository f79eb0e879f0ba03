@NullMarked
package jobsweep.simulator.lambda;

import org.jspecify.annotations.NullMarked;
