/// What any function here needs, whoever invokes it: time and how it passes, the place it runs in, JSON, and properties
/// with their rules.
///
/// Knows neither CloudFormation nor AWS IoT.
@NullMarked
package jobsweep.invocation;

import org.jspecify.annotations.NullMarked;
