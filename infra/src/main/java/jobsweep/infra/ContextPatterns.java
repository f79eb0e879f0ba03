package jobsweep.infra;

import java.util.Arrays;
import java.util.List;
import software.constructs.Node;

/// Name patterns from the CDK context: a list in `cdk.json`, or on the command line `-c <key>=<pattern>,<pattern>`.
final class ContextPatterns {
    static final String JOB_PATTERNS = "jobsweep:jobPatterns";
    static final String THING_PATTERNS = "jobsweep:thingPatterns";

    private ContextPatterns() {}

    /// The patterns for jobs and things.
    ///
    /// @throws IllegalArgumentException naming the context key, what is allowed, and what was found
    static TargetPatterns of(Node node) {
        return new TargetPatterns(
                NamePatterns.ofJobs(JOB_PATTERNS, list(node, JOB_PATTERNS)),
                NamePatterns.ofThings(THING_PATTERNS, list(node, THING_PATTERNS)));
    }

    private static List<String> list(Node node, String key) {
        Object value = node.tryGetContext(key);
        if (value instanceof List<?> patterns) {
            return patterns.stream().map(String::valueOf).toList();
        }
        return value == null
                ? List.of()
                : Arrays.stream(value.toString().split(",", -1))
                        .map(String::strip)
                        .toList();
    }
}
