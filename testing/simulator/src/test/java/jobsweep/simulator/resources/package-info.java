@NullMarked
package jobsweep.simulator.resources;

import org.jspecify.annotations.NullMarked;
