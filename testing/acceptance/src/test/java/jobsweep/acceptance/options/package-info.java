@NullMarked
package jobsweep.acceptance.options;

import org.jspecify.annotations.NullMarked;
