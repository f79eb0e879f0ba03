/// HTTP as the simulated services see it, whether it came over a socket or not.
@NullMarked
package jobsweep.simulator.http;

import org.jspecify.annotations.NullMarked;
