/// CloudFormation's custom-resource protocol: requests in, exactly one answer out.
///
/// Knows nothing of AWS IoT. The resource itself is a [jobsweep.cloudformation.ResourceLifecycle],
/// which gets a typed request and returns the resource's state or throws; everything about
/// events, ids, time, the answer and its delivery is decided here.
@NullMarked
package jobsweep.cloudformation;

import org.jspecify.annotations.NullMarked;
