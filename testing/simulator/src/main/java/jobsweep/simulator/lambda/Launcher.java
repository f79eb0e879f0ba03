package jobsweep.simulator.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The way an execution environment comes into being: command line, variables and directories as on Lambda.
final class Launcher {
    /// The flags of the managed Java runtimes.
    private static final List<String> MANAGED_FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED");

    private static final int HEAP_PERCENT = 85;

    /// What a JVM takes at first of the memory it sees, which on Lambda is the function's and here this machine's.
    private static final int INITIAL_HEAP_FRACTION = 64;

    private final LambdaSettings settings;
    private final FunctionArchives archives;
    private final Path logs;
    private final RuntimeClient runtime;

    Launcher(LambdaSettings settings) throws IOException {
        this.settings = settings;
        this.archives = new FunctionArchives(settings.codeDirectory());
        this.logs = Files.createDirectories(settings.workingDirectory().resolve("logs"));
        this.runtime = RuntimeClient.unpackedInto(settings.workingDirectory().resolve("runtime"));
    }

    /// The directory that the function's code lies in.
    ///
    /// @throws IOException if the archive is not there, or not an archive
    Path code(FunctionConfiguration function) throws IOException {
        return archives.unpacked(function.archive());
    }

    ExecutionEnvironment launch(FunctionConfiguration function) throws IOException {
        Path code = code(function);
        LogStream log = new LogStream(settings.iam(), function, logs);
        RuntimeApi api = RuntimeApi.start();
        ProcessBuilder builder = new ProcessBuilder(command(function))
                .directory(code.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.output().toFile());
        Map<String, String> variables = builder.environment();
        // Nothing of whoever runs the simulator may reach the function: it would not be there on Lambda.
        variables.clear();
        variables.putAll(defaults(code));
        variables.putAll(function.environment());
        variables.putAll(settings.environment());
        variables.putAll(reserved(function, code, log));
        variables.put("AWS_LAMBDA_RUNTIME_API", api.address());
        Instant started = Instant.now();
        return new ExecutionEnvironment(function, builder.start(), api, log, started);
    }

    private List<String> command(FunctionConfiguration function) {
        List<String> command = new ArrayList<>(settings.commandPrefix());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(MANAGED_FLAGS);
        command.add("-Xmx" + function.memoryMegabytes() * HEAP_PERCENT / 100 + "m");
        command.add("-Xms" + function.memoryMegabytes() * 1024 / INITIAL_HEAP_FRACTION + "k");
        // Lambda's user has no home; the developer's would bring their ~/.aws along.
        command.add("-Duser.home=/home/sbx_user1051");
        command.add("-D" + RuntimeClient.NATIVE_LIBRARY_PROPERTY + "=" + runtime.nativeLibrary());
        command.addAll(settings.jvmOptions());
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
        variables.put("AWS_ACCESS_KEY_ID", settings.iam().accessKeyFor(function.roleArn()));
        variables.put("AWS_SECRET_ACCESS_KEY", UUID.randomUUID().toString());
        variables.put("AWS_SESSION_TOKEN", UUID.randomUUID().toString());
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
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
}
