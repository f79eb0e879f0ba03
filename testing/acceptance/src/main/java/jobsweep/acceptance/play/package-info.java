/// The command that shows a stack at work on this machine.
@NullMarked
package jobsweep.acceptance.play;

import org.jspecify.annotations.NullMarked;
