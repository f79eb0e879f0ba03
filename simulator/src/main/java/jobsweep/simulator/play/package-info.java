/// The command that shows a stack at work on this machine.
@NullMarked
package jobsweep.simulator.play;

import org.jspecify.annotations.NullMarked;
