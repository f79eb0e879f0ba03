package jobsweep.infra;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import jobsweep.contract.Property;
import jobsweep.contract.RequestKind;
import software.constructs.Node;

/// Settings from the CDK context: from `cdk.json`, or on the command line `-c <key>=<value>`.
final class ProviderContext {
    static final String JOB_PATTERNS = "jobsweep:jobPatterns";
    static final String THING_PATTERNS = "jobsweep:thingPatterns";
    static final String LONGEST_GRACE_PERIOD_SECONDS = "jobsweep:longestGracePeriodSeconds";
    static final String WHOLE_THINGS_AND_JOBS = "jobsweep:wholeThingsAndJobs";
    static final String TURN_ON_EVENTS = "jobsweep:turnOnEvents";
    static final String DEFER = "jobsweep:defer";
    static final String RUNTIME = "jobsweep:runtime";
    static final String DEPLOYMENT = "jobsweep:deployment";

    private ProviderContext() {}

    /// The patterns for jobs and things: lists, or text with commas between the patterns.
    ///
    /// @throws IllegalArgumentException naming the context key, what is allowed, and what was found
    static TargetPatterns patterns(Node node) {
        requireGiven(node, JOB_PATTERNS, THING_PATTERNS);
        return new TargetPatterns(
                NamePatterns.ofJobs(JOB_PATTERNS, list(node, JOB_PATTERNS)),
                NamePatterns.ofThings(THING_PATTERNS, list(node, THING_PATTERNS)));
    }

    private static void requireGiven(Node node, String... keys) {
        for (String key : keys) {
            if (node.tryGetContext(key) == null) {
                throw new IllegalArgumentException(
                        "%s must say whose job executions may be deleted, got none: give patterns of jobs and things, as in -c '%s=firmware-*' -c '%s=greenhouse-*', or under \"context\" in cdk.json"
                                .formatted(key, JOB_PATTERNS, THING_PATTERNS));
            }
        }
    }

    /// The longest grace period that templates may ask for, in seconds; 0 where it is not set.
    ///
    /// @throws IllegalArgumentException naming the context key, what is allowed, and what was found
    static int longestGracePeriod(Node node) {
        Object value = node.tryGetContext(LONGEST_GRACE_PERIOD_SECONDS);
        return value == null ? 0 : GracePeriod.seconds(LONGEST_GRACE_PERIOD_SECONDS, value.toString());
    }

    /// Whether AWS IoT's events about job executions and things are to be turned on.
    ///
    /// @throws IllegalArgumentException naming the context key, what is allowed, and what was found
    static boolean turnsOnEvents(Node node) {
        return isTrue(node, TURN_ON_EVENTS);
    }

    /// Whether the app's provider defers to the app's queue.
    ///
    /// @throws IllegalArgumentException naming the context key, what is allowed, and what was found
    static boolean defers(Node node) {
        return isTrue(node, DEFER);
    }

    /// What is another text for each deployment: the time, or, for tests that compare templates, what the context says.
    static String deployment(Node node) {
        Object chosen = node.tryGetContext(DEPLOYMENT);
        return chosen == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS).toString() : chosen.toString();
    }

    /// The kinds of cleanups that templates may have beside those that name job and thing: none, or all others.
    ///
    /// @throws IllegalArgumentException naming the context key, what is allowed, and what was found
    static RequestKind[] kinds(Node node) {
        return isTrue(node, WHOLE_THINGS_AND_JOBS)
                ? new RequestKind[] {RequestKind.EVERY_JOB_ON_A_THING, RequestKind.EVERY_THING_OF_A_JOB}
                : new RequestKind[0];
    }

    /// What runs the functions where their construct does not say.
    ///
    /// @throws IllegalArgumentException naming the context key, what is allowed, and what was found
    static FunctionRuntime runtime(Node node) {
        Object value = node.tryGetContext(RUNTIME);
        if (value == null) {
            return FunctionRuntime.MANAGED;
        }
        return Arrays.stream(FunctionRuntime.values())
                .filter(runtime -> runtime.name().equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s must be MANAGED or BUNDLED, got '%s'".formatted(RUNTIME, value)));
    }

    private static boolean isTrue(Node node, String key) {
        Object value = node.tryGetContext(key);
        return value != null && Property.ofTrueOrFalse(key).read(value.toString());
    }

    private static List<String> list(Node node, String key) {
        Object value = node.tryGetContext(key);
        if (value instanceof List<?> patterns) {
            return Given.in(patterns).stream().map(String::valueOf).toList();
        }
        return Arrays.stream(value.toString().split(",", -1)).map(String::strip).toList();
    }
}
