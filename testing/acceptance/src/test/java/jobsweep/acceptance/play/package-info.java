@NullMarked
package jobsweep.acceptance.play;

import org.jspecify.annotations.NullMarked;
