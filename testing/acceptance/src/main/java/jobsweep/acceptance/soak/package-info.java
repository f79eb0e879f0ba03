/// Many events through one warm process, on a network that fails.
@NullMarked
package jobsweep.acceptance.soak;

import org.jspecify.annotations.NullMarked;
