/// What the function, the CDK library and the templates agree on: names and rules, once. Depends on nothing.
@NullMarked
package jobsweep.contract;

import org.jspecify.annotations.NullMarked;
