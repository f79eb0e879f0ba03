@NullMarked
package jobsweep.simulator.iam;

import org.jspecify.annotations.NullMarked;
