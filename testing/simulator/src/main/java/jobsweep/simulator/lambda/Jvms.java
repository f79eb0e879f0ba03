package jobsweep.simulator.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/// JVMs of their own for functions: packaged code under AWS's own runtime client, or under the `bootstrap` that it
/// brings along, with command line, variables and directories as on Lambda.
public final class Jvms implements Launcher {
    /// The flags of the managed Java runtimes.
    private static final List<String> MANAGED_FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED");

    private static final int HEAP_PERCENT = 85;

    /// What a JVM takes at first of the memory it sees, which on Lambda is the function's and here this machine's.
    private static final int INITIAL_HEAP_FRACTION = 64;

    private final Builder settings;
    private final FunctionArchives archives;
    private final Path logs;
    private final RuntimeClient runtime;

    private Jvms(Builder settings) throws IOException {
        this.settings = settings;
        this.archives = new FunctionArchives(settings.codeDirectory);
        this.logs = Files.createDirectories(settings.workingDirectory.resolve("logs"));
        this.runtime = RuntimeClient.unpackedInto(settings.workingDirectory.resolve("runtime"));
    }

    /// JVMs that are as on Lambda and know of nothing beside their functions.
    ///
    /// @param workingDirectory where output is kept; whoever made it deletes it
    public static Builder in(Path workingDirectory) {
        return new Builder(workingDirectory);
    }

    @Override
    public void check(FunctionConfiguration function) throws IOException {
        archives.unpacked(function.archive());
    }

    @Override
    public ExecutionEnvironment launch(FunctionConfiguration function, LogStream log) throws IOException {
        Path code = archives.unpacked(function.archive());
        RuntimeApi api = RuntimeApi.start();
        ProcessBuilder builder = new ProcessBuilder(command(function, code)).directory(code.toFile());
        Map<String, String> variables = builder.environment();
        // Nothing of whoever runs the simulator may reach the function: it would not be there on Lambda.
        variables.clear();
        variables.putAll(defaults(code));
        variables.putAll(function.environment());
        variables.putAll(settings.environment.get());
        if (function.hasRuntime() && !settings.options.isEmpty()) {
            variables.merge("JAVA_TOOL_OPTIONS", String.join(" ", settings.options), (own, ours) -> own + " " + ours);
        }
        variables.putAll(reserved(function, code, log));
        variables.put("AWS_LAMBDA_RUNTIME_API", api.address());
        return new JvmEnvironment(function, log, api, builder, logs.resolve(log.id() + ".log"));
    }

    private List<String> command(FunctionConfiguration function, Path code) {
        List<String> command = new ArrayList<>(settings.commandPrefix);
        if (function.hasRuntime()) {
            command.add(code.resolve("bootstrap").toString());
        } else {
            command.addAll(managed(function));
        }
        return command;
    }

    private List<String> managed(FunctionConfiguration function) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(MANAGED_FLAGS);
        command.add("-Xmx" + function.memoryMegabytes() * HEAP_PERCENT / 100 + "m");
        command.add("-Xms" + function.memoryMegabytes() * 1024 / INITIAL_HEAP_FRACTION + "k");
        // Lambda's user has no home; the developer's would bring their ~/.aws along.
        command.add("-Duser.home=/home/sbx_user1051");
        command.add("-D" + RuntimeClient.NATIVE_LIBRARY_PROPERTY + "=" + runtime.nativeLibrary());
        command.addAll(settings.options);
        command.addAll(List.of("-cp", runtime.classPath(), RuntimeClient.MAIN_CLASS, function.handler()));
        return command;
    }

    /// Variables that a function may set otherwise. Lambda's own `LANG`, en_US.UTF-8, is not installed everywhere.
    private static Map<String, String> defaults(Path code) {
        return Map.of("LANG", "C.UTF-8", "TZ", ":UTC", "LD_LIBRARY_PATH", code + ":" + code.resolve("lib"));
    }

    private Map<String, String> reserved(FunctionConfiguration function, Path code, LogStream log) {
        Map<String, String> variables = new HashMap<>();
        variables.put("AWS_REGION", function.region());
        variables.put("AWS_DEFAULT_REGION", function.region());
        variables.put("AWS_ACCESS_KEY_ID", log.accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", UUID.randomUUID().toString());
        variables.put("AWS_SESSION_TOKEN", UUID.randomUUID().toString());
        if (!function.hasRuntime()) {
            variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
        }
        variables.put("AWS_LAMBDA_FUNCTION_NAME", function.functionName());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", function.logGroupName());
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", log.name());
        variables.put("LAMBDA_TASK_ROOT", code.toString());
        variables.put("_HANDLER", function.handler());
        return variables;
    }

    public static final class Builder {
        private final Path workingDirectory;
        private Path codeDirectory;
        private Supplier<Map<String, String>> environment = Map::of;
        private List<String> options = List.of();
        private List<String> commandPrefix = List.of();

        private Builder(Path workingDirectory) {
            this.workingDirectory = workingDirectory;
            this.codeDirectory = workingDirectory.resolve("code");
        }

        /// Where code is unpacked, each archive once; may outlive these JVMs and serve others.
        public Builder codeDirectory(Path directory) {
            codeDirectory = directory;
            return this;
        }

        /// Variables given to every function, beside its own, such as `AWS_ENDPOINT_URL_IOT`: asked at each start.
        public Builder environment(Supplier<Map<String, String>> variables) {
            environment = variables;
            return this;
        }

        /// Options for every function's JVM, such as a trust store.
        public Builder options(List<String> jvmOptions) {
            options = List.copyOf(jvmOptions);
            return this;
        }

        /// What comes before each JVM's command, to start it in another view of the file system.
        public Builder commandPrefix(List<String> words) {
            commandPrefix = List.copyOf(words);
            return this;
        }

        /// @throws IOException if AWS's runtime client can't be made ready on this machine
        public Jvms build() throws IOException {
            return new Jvms(this);
        }
    }
}
