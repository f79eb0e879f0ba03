package jobsweep.simulator.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jobsweep.simulator.iam.Iam;

/// What the simulated Lambda service needs to know beside its functions.
///
/// @param iam                the roles that functions run in
/// @param environment        variables given to every function, beside its own, such as `AWS_ENDPOINT_URL_IOT`
/// @param jvmOptions         options for every function's JVM, such as a trust store
/// @param commandPrefix      what comes before each JVM's command, to start it in another view of the file system
/// @param maximumConcurrency how many execution environments there are at once; further events wait
/// @param retryDelays        the pause before each further attempt; AWS's are 1 and 2 minutes
/// @param longestTimeout     a function's time-out is at most this here, so that nobody has to wait for it
/// @param codeDirectory      where code is unpacked, each archive once; may outlive the service and serve others
/// @param workingDirectory   where output is kept; whoever made it deletes it
public record LambdaSettings(
        Iam iam,
        Map<String, String> environment,
        List<String> jvmOptions,
        List<String> commandPrefix,
        int maximumConcurrency,
        List<Duration> retryDelays,
        Duration longestTimeout,
        Path codeDirectory,
        Path workingDirectory) {

    public LambdaSettings {
        environment = Map.copyOf(environment);
        jvmOptions = List.copyOf(jvmOptions);
        commandPrefix = List.copyOf(commandPrefix);
        retryDelays = List.copyOf(retryDelays);
        if (retryDelays.size() != 2) {
            throw new IllegalArgumentException("retryDelays must hold two pauses, got " + retryDelays.size());
        }
    }

    /// Two environments at once, retries after fractions of a second, and time-outs as the functions have them.
    public static LambdaSettings of(Iam iam, Path workingDirectory) {
        return new LambdaSettings(
                iam,
                Map.of(),
                List.of(),
                List.of(),
                2,
                List.of(Duration.ofMillis(100), Duration.ofMillis(200)),
                Duration.ofMinutes(15),
                workingDirectory.resolve("code"),
                workingDirectory);
    }

    public LambdaSettings withEnvironment(Map<String, String> variables) {
        return new LambdaSettings(
                iam,
                variables,
                jvmOptions,
                commandPrefix,
                maximumConcurrency,
                retryDelays,
                longestTimeout,
                codeDirectory,
                workingDirectory);
    }

    public LambdaSettings withJvmOptions(List<String> options) {
        return new LambdaSettings(
                iam,
                environment,
                options,
                commandPrefix,
                maximumConcurrency,
                retryDelays,
                longestTimeout,
                codeDirectory,
                workingDirectory);
    }

    public LambdaSettings withCommandPrefix(List<String> words) {
        return new LambdaSettings(
                iam,
                environment,
                jvmOptions,
                words,
                maximumConcurrency,
                retryDelays,
                longestTimeout,
                codeDirectory,
                workingDirectory);
    }

    public LambdaSettings withMaximumConcurrency(int environments) {
        return new LambdaSettings(
                iam,
                environment,
                jvmOptions,
                commandPrefix,
                environments,
                retryDelays,
                longestTimeout,
                codeDirectory,
                workingDirectory);
    }

    public LambdaSettings withRetryDelays(List<Duration> delays) {
        return new LambdaSettings(
                iam,
                environment,
                jvmOptions,
                commandPrefix,
                maximumConcurrency,
                delays,
                longestTimeout,
                codeDirectory,
                workingDirectory);
    }

    public LambdaSettings withLongestTimeout(Duration timeout) {
        return new LambdaSettings(
                iam,
                environment,
                jvmOptions,
                commandPrefix,
                maximumConcurrency,
                retryDelays,
                timeout,
                codeDirectory,
                workingDirectory);
    }

    public LambdaSettings withCodeDirectory(Path directory) {
        return new LambdaSettings(
                iam,
                environment,
                jvmOptions,
                commandPrefix,
                maximumConcurrency,
                retryDelays,
                longestTimeout,
                directory,
                workingDirectory);
    }

    /// The working directory only: variables and options may hold secrets.
    @Override
    public String toString() {
        return "Lambda in " + workingDirectory;
    }
}
