/// What `./jobsweep` starts.
@NullMarked
package jobsweep.acceptance.command;

import org.jspecify.annotations.NullMarked;
