@NullMarked
package jobsweep.simulator;

import org.jspecify.annotations.NullMarked;
