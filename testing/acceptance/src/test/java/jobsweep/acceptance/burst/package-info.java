@NullMarked
package jobsweep.acceptance.burst;

import org.jspecify.annotations.NullMarked;
