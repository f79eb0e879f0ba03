@NullMarked
package jobsweep.infra;

import org.jspecify.annotations.NullMarked;
