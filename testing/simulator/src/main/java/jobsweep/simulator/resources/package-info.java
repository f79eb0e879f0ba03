/// AWS's own resource types: what a template's resource means to the simulator's IAM, IoT and Lambda.
@NullMarked
package jobsweep.simulator.resources;

import org.jspecify.annotations.NullMarked;
