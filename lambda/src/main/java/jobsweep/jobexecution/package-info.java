@NullMarked
package jobsweep.jobexecution;

import org.jspecify.annotations.NullMarked;
