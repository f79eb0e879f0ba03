package jobsweep.simulator.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// A function as its template describes it.
///
/// @param functionArn `arn:<partition>:lambda:<region>:<account>:function:<name>`
/// @param runtime     `java25`, or `provided.al2023`, whose archive has a `bootstrap`
/// @param archive     the zip or jar that would be uploaded
/// @param events      what becomes of events that nobody waits for
public record FunctionConfiguration(
        String functionArn,
        String roleArn,
        String runtime,
        String handler,
        Path archive,
        int memoryMegabytes,
        Duration timeout,
        Map<String, String> environment,
        String logGroupName,
        EventSettings events) {
    private static final Pattern ARN = Pattern.compile("arn:[^:]+:lambda:[^:]+:[0-9]{12}:function:[^:]+");
    private static final Set<String> RUNTIMES = Set.of("java25", "provided.al2023");
    private static final Pattern RESERVED = Pattern.compile(
            "_HANDLER|LAMBDA_(TASK_ROOT|RUNTIME_DIR)"
                    + "|AWS_(REGION|DEFAULT_REGION|EXECUTION_ENV|ACCESS_KEY(_ID)?|SECRET_ACCESS_KEY|SESSION_TOKEN)"
                    + "|AWS_LAMBDA_(FUNCTION_(NAME|MEMORY_SIZE|VERSION)|LOG_(GROUP|STREAM)_NAME|INITIALIZATION_TYPE|RUNTIME_API)");

    /// @throws IllegalArgumentException where AWS Lambda would not accept the function
    public FunctionConfiguration {
        require(ARN.matcher(functionArn).matches(), "functionArn must be a function's ARN, got '" + functionArn + "'");
        require(RUNTIMES.contains(runtime), "runtime must be java25 or provided.al2023 here, got '" + runtime + "'");
        require(memoryMegabytes >= 128, "memoryMegabytes must be at least 128, got " + memoryMegabytes);
        require(
                timeout.isPositive() && timeout.compareTo(Duration.ofMinutes(15)) <= 0,
                "timeout must be at most 15 minutes, got " + timeout);
        environment = Map.copyOf(environment);
        environment
                .keySet()
                .forEach(name -> require(
                        !RESERVED.matcher(name).matches(), "environment must not set " + name + ": Lambda sets it"));
    }

    /// A function with 128 MB and 3 seconds, as far as nothing else is said.
    public static Builder builder(String functionArn) {
        return new Builder(functionArn);
    }

    /// The same function, to be changed.
    public Builder toBuilder() {
        return new Builder(functionArn)
                .roleArn(roleArn)
                .runtime(runtime)
                .handler(handler)
                .archive(archive)
                .memoryMegabytes(memoryMegabytes)
                .timeout(timeout)
                .environment(environment)
                .logGroupName(logGroupName)
                .events(events);
    }

    FunctionConfiguration withTimeoutAtMost(Duration longest) {
        return toBuilder()
                .timeout(timeout.compareTo(longest) > 0 ? longest : timeout)
                .build();
    }

    public String functionName() {
        return functionArn.substring(functionArn.lastIndexOf(':') + 1);
    }

    /// Whether the archive brings its own runtime.
    boolean hasRuntime() {
        return runtime.startsWith("provided.");
    }

    public String region() {
        return functionArn.split(":", -1)[3];
    }

    /// The ARN that IAM checks when the function writes to one of its log streams.
    String logStreamArn(String logStreamName) {
        String[] arn = functionArn.split(":", -1);
        return "arn:%s:logs:%s:%s:log-group:%s:log-stream:%s"
                .formatted(arn[1], arn[3], arn[4], logGroupName, logStreamName);
    }

    /// The name and the handler only: an environment may hold secrets.
    @Override
    public String toString() {
        return functionName() + " (" + handler + ")";
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    public static final class Builder {
        private String functionArn;
        private String roleArn = "";
        private String runtime = "java25";
        private String handler = "";
        private Path archive = Path.of("");
        private int memoryMegabytes = 128;
        private Duration timeout = Duration.ofSeconds(3);
        private Map<String, String> environment = Map.of();
        private String logGroupName;
        private EventSettings events = EventSettings.DEFAULT;

        private Builder(String functionArn) {
            this.functionArn = functionArn;
            this.logGroupName = "/aws/lambda/" + functionArn.substring(functionArn.lastIndexOf(':') + 1);
        }

        /// Makes it another function.
        public Builder functionArn(String arn) {
            functionArn = arn;
            return this;
        }

        public Builder roleArn(String arn) {
            roleArn = arn;
            return this;
        }

        public Builder runtime(String identifier) {
            runtime = identifier;
            return this;
        }

        public Builder handler(String name) {
            handler = name;
            return this;
        }

        public Builder archive(Path file) {
            archive = file;
            return this;
        }

        public Builder memoryMegabytes(int megabytes) {
            memoryMegabytes = megabytes;
            return this;
        }

        public Builder timeout(Duration duration) {
            timeout = duration;
            return this;
        }

        public Builder environment(Map<String, String> variables) {
            environment = variables;
            return this;
        }

        public Builder logGroupName(String name) {
            logGroupName = name;
            return this;
        }

        public Builder events(EventSettings settings) {
            events = settings;
            return this;
        }

        /// @throws IllegalArgumentException where AWS Lambda would not accept the function
        public FunctionConfiguration build() {
            return new FunctionConfiguration(
                    functionArn,
                    roleArn,
                    runtime,
                    handler,
                    archive,
                    memoryMegabytes,
                    timeout,
                    environment,
                    logGroupName,
                    events);
        }
    }
}
