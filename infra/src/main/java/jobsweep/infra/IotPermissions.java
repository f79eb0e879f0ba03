package jobsweep.infra;

import java.util.List;
import java.util.stream.Stream;
import jobsweep.contract.RequestKind;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;

/// What the function may call in AWS IoT, and on what. The calls for one execution are checked against job *and*
/// thing, the listing against the thing.
final class IotPermissions {
    private static final String DELETE = "iot:DeleteJobExecution";
    private static final String DESCRIBE = "iot:DescribeJobExecution";
    private static final String LIST = "iot:ListJobExecutionsForThing";
    private static final String LIST_OF_JOB = "iot:ListJobExecutionsForJob";

    private final Stack stack;
    private final FunctionPolicy policy;

    IotPermissions(Stack stack, FunctionPolicy policy) {
        this.stack = stack;
        this.policy = policy;
    }

    /// Allows what this one cleanup needs.
    void allow(JobExecutionCleanup cleanup) {
        List<String> job = arns("job", List.of(cleanup.jobId()));
        List<String> thing = arns("thing", List.of(cleanup.thingName()));
        policy.allow(List.of(DELETE, DESCRIBE), concat(job, thing));
        if (!cleanup.namesOneExecution()) {
            policy.allow(List.of(LIST), thing);
        }
    }

    /// Allows what any cleanup of the jobs and things that the patterns cover needs.
    void allow(TargetPatterns targets) {
        List<String> jobs = arns("job", targets.jobs().patterns());
        List<String> things = arns("thing", targets.things().patterns());
        policy.allow(List.of(DELETE, DESCRIBE), concat(jobs, things));
        policy.allow(List.of(LIST), things);
    }

    /// Allows what requests of this kind about these jobs and things need.
    void allow(RequestKind kind, TargetPatterns targets) {
        List<String> jobs = arns("job", targets.jobs().patterns());
        List<String> things = arns("thing", targets.things().patterns());
        policy.allow(List.of(DELETE, DESCRIBE), concat(jobs, things));
        if (kind.isListedOnThing()) {
            policy.allow(List.of(LIST), things);
        }
        if (kind.isListedOfJob()) {
            policy.allow(List.of(LIST_OF_JOB), jobs);
        }
    }

    private List<String> arns(String type, List<String> names) {
        return names.stream().map(name -> arn(type, name)).toList();
    }

    private String arn(String type, String name) {
        return stack.formatArn(ArnComponents.builder()
                .service("iot")
                .resource(type)
                .resourceName(name)
                .build());
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
