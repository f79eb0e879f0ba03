/// The command that measures the packaged function on this machine.
@NullMarked
package jobsweep.simulator.benchmark;

import org.jspecify.annotations.NullMarked;
