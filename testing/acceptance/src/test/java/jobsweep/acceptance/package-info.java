/// The packaged function, played end to end: from a template through CloudFormation, Lambda and AWS IoT to the answer.
@NullMarked
package jobsweep.acceptance;

import org.jspecify.annotations.NullMarked;
