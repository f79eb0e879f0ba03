/// As much of AWS IoT SQL (2016-03-23) as the topic rules of the templates use. The rest is refused when it is read.
@NullMarked
package jobsweep.simulator.iotsql;

import org.jspecify.annotations.NullMarked;
