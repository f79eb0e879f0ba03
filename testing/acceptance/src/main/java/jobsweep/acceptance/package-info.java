/// The product on the simulated AWS: what its end-to-end tests and its commands share.
@NullMarked
package jobsweep.acceptance;

import org.jspecify.annotations.NullMarked;
