@NullMarked
package jobsweep.acceptance.campaign;

import org.jspecify.annotations.NullMarked;
