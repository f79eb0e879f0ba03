/// A network on loopback that can fail: ways between sockets, and the names of hosts. Knows nothing of what is said.
@NullMarked
package jobsweep.simulator.network;

import org.jspecify.annotations.NullMarked;
