package jobsweep.infra;

import java.util.List;
import java.util.stream.Stream;
import jobsweep.contract.RequestKind;
import software.amazon.awscdk.Stack;

/// What the function may call in AWS IoT, and on what. The calls for one execution are checked against job *and*
/// thing, a listing against what it lists: a thing's or a job's.
final class IotPermissions {
    private final Stack stack;
    private final FunctionPolicy policy;
    private final IotPlace place;

    IotPermissions(Stack stack, FunctionPolicy policy, IotPlace place) {
        this.stack = stack;
        this.policy = policy;
        this.place = place;
    }

    /// Allows what this one cleanup needs.
    void allow(JobExecutionCleanup cleanup) {
        allow(List.of(cleanup.jobId()), List.of(cleanup.thingName()), cleanup.kind());
    }

    /// Allows what requests of this kind about these jobs and things need.
    void allow(RequestKind kind, TargetPatterns targets) {
        allow(targets.jobs().patterns(), targets.things().patterns(), kind);
    }

    private void allow(List<String> jobIds, List<String> thingNames, RequestKind kind) {
        List<String> jobs = arns("job", jobIds);
        List<String> things = arns("thing", thingNames);
        place.allow(
                policy,
                List.of("iot:DeleteJobExecution", "iot:DescribeJobExecution"),
                Stream.concat(jobs.stream(), things.stream()).toList());
        allowListing(jobs, things, kind);
    }

    /// Allows no more of it than the listing.
    void allowListing(RequestKind kind, TargetPatterns targets) {
        allowListing(
                arns("job", targets.jobs().patterns()),
                arns("thing", targets.things().patterns()),
                kind);
    }

    private void allowListing(List<String> jobs, List<String> things, RequestKind kind) {
        if (kind.isListedOnThing()) {
            place.allow(policy, List.of("iot:ListJobExecutionsForThing"), things);
        }
        if (kind.isListedOfJob()) {
            place.allow(policy, List.of("iot:ListJobExecutionsForJob"), jobs);
        }
    }

    private List<String> arns(String type, List<String> names) {
        return names.stream().map(name -> place.arn(stack, type, name)).toList();
    }
}
