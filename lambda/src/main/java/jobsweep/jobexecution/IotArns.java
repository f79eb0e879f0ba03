package jobsweep.jobexecution;

import java.util.List;
import jobsweep.contract.Excerpt;
import jobsweep.contract.JobExecution;
import jobsweep.contract.JobId;
import jobsweep.contract.ThingName;

/// ARNs of jobs and things in one partition, Region and account.
///
/// @param prefix `arn:<partition>:iot:<region>:<account>:`
record IotArns(String prefix) {

    /// What a call on an execution is authorised against: its job and its thing, both.
    List<String> of(JobExecution execution) {
        return List.of(
                of(execution.jobId()).getFirst(), of(execution.thingName()).getFirst());
    }

    List<String> of(JobId jobId) {
        return List.of(prefix + "job/" + jobId);
    }

    List<String> of(ThingName thingName) {
        return List.of(prefix + "thing/" + thingName);
    }

    /// The name in a thing's ARN.
    ///
    /// @throws IllegalArgumentException where it is no thing's, or one's elsewhere
    ThingName thingName(String arn) {
        String things = prefix + "thing/";
        if (!arn.startsWith(things)) {
            throw new IllegalArgumentException("thingArn must begin with " + things + ", got " + Excerpt.of(arn));
        }
        return new ThingName(arn.substring(things.length()));
    }
}
