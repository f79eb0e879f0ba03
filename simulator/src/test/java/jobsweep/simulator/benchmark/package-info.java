@NullMarked
package jobsweep.simulator.benchmark;

import org.jspecify.annotations.NullMarked;
