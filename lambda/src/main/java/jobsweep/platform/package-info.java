/// The place where a function runs: the network, the clock, threads and chance. Lambda is one such place; a simulation,
/// in which hours pass in milliseconds, is another.
@NullMarked
package jobsweep.platform;

import org.jspecify.annotations.NullMarked;
