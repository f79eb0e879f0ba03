@NullMarked
package jobsweep.simulator.iotsql;

import org.jspecify.annotations.NullMarked;
