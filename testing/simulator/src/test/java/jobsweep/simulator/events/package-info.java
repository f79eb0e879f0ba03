@NullMarked
package jobsweep.simulator.events;

import org.jspecify.annotations.NullMarked;
