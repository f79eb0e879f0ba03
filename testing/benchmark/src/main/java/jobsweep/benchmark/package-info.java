/// The command that measures the packaged function on this machine.
@NullMarked
package jobsweep.benchmark;

import org.jspecify.annotations.NullMarked;
