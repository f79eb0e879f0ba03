/// What can be typed after `./jobsweep`, read and checked. It is started from source before anything is built, so it
/// needs nothing but the JDK and picocli.
@NullMarked
package jobsweep.acceptance.options;

import org.jspecify.annotations.NullMarked;
