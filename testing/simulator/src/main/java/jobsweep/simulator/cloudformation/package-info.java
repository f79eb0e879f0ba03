/// CloudFormation's side: templates, the moves of stacks, the requests of custom resources and the URL that takes
/// their answers.
@NullMarked
package jobsweep.simulator.cloudformation;

import org.jspecify.annotations.NullMarked;
