/// What `./jobsweep` starts.
@NullMarked
package jobsweep.simulator.command;

import org.jspecify.annotations.NullMarked;
