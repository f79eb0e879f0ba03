/// What tests of both packages share.
@NullMarked
package jobsweep;

import org.jspecify.annotations.NullMarked;
