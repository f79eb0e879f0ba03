@NullMarked
package jobsweep.benchmark;

import org.jspecify.annotations.NullMarked;
