package jobsweep.infra;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awscdk.services.lambda.Runtime;

/// What runs the functions.
public enum FunctionRuntime {

    /// AWS Lambda's `java25`. AWS keeps it up to date.
    MANAGED("function"),

    /// A Java runtime in the archive, beside the function, on `provided.al2023`: a cold start takes a fraction of
    /// the time. It gets up to date with jobsweep. The archive is an artifact of its own for the CDK app's class
    /// path, `io.github.jobsweep:jobsweep-runtime` with the classifier `arm64` or `x86_64`.
    BUNDLED("bundled");

    /// What its JVM does not start with, since it has a collector and a cache already, or has no such module; in quotes
    /// too, which the JVM takes off.
    private static final Pattern NO_START = Pattern.compile("(?<![^\\s\"'])("
            + String.join(
                    "|",
                    "-XX:\\+Use(?!Serial)\\w+(?<!System)GC\\b",
                    "-XX:AOT(CacheOutput|Configuration|Mode=(record|create))",
                    "-XX:(SharedArchiveFile|\\+AutoCreateSharedArchive)",
                    "-Xshare",
                    "--(add|limit)-modules",
                    "-(agentlib:|Xrun)jdwp",
                    "-Dcom\\.sun\\.management",
                    "-XX:(\\+ManagementServer|StartFlightRecording|FlightRecorder)")
            + ")");

    /// Where a JVM finds options beside its command line: every JVM, and the one that `bootstrap` starts as `java`.
    private static final List<String> VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

    private final String archive;

    FunctionRuntime(String archive) {
        this.archive = archive;
    }

    Runtime ofLambda() {
        return this == MANAGED ? Runtime.JAVA_25 : Runtime.PROVIDED_AL2023;
    }

    /// @param environment of the functions
    /// @throws IllegalArgumentException if their JVM would not start
    void requireStart(Map<String, String> environment) {
        if (this == BUNDLED) {
            VARIABLES.forEach(variable -> requireStart(variable, environment.getOrDefault(variable, "")));
        }
    }

    private static void requireStart(String variable, String options) {
        Matcher option = NO_START.matcher(options);
        if (option.find()) {
            throw new IllegalArgumentException(
                    "environment must have no %s with %s where runtime is BUNDLED, whose JVM would not start, got '%s'"
                            .formatted(variable, option.group(), options));
        }
    }

    /// The name of the archive with the functions.
    ///
    /// @param architecture as Lambda calls the processor
    String archive(String architecture) {
        return "%s-%s.zip".formatted(archive, architecture);
    }
}
