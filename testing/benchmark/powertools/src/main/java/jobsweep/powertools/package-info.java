/// The function that jobsweep's is compared with.
@NullMarked
package jobsweep.powertools;

import org.jspecify.annotations.NullMarked;
