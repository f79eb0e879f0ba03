package jobsweep.acceptance.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/// What can be chosen about the measurements of the packaged function.
@Command(
        name = "benchmark",
        description = "Measures the packaged function, on AWS Lambda's Java and on its own, in a simulated AWS account"
                + " with TLS to AWS IoT and to S3. Beside it are functions that do the same on Powertools for AWS"
                + " Lambda (Java) and, as the CDK's AwsCustomResource, on Node.js, whose packages npm installs.")
public final class BenchmarkOptions implements Options {
    /// The names of the functions that are measured anyway.
    private static final Set<String> TAKEN = Set.of("jobsweep", "bundled", "Powertools", "Node.js");

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "15",
            converter = WholeNumber.Runs.class,
            description = "How many cold starts of each function are measured, 1 to 10000. Default: ${DEFAULT-VALUE}")
    private long runs;

    @Option(
            names = "--warm",
            paramLabel = "N",
            defaultValue = "50",
            converter = WholeNumber.Runs.class,
            description = "How many warm events of each function are measured, 1 to 10000. Default: ${DEFAULT-VALUE}")
    private long warm;

    @Option(
            names = "--jvm-option",
            paramLabel = "OPTION",
            description =
                    "Another option for the functions' JVMs, as in --jvm-option=-Xlog:class+load:file=/tmp/%%p.log")
    private List<String> jvmOptions = List.of();

    @Option(
            names = "--powertools",
            paramLabel = "ARCHIVE",
            description = "The archive of the function that the ratios are to. Default: what the build has made")
    private Optional<Path> powertools = Optional.empty();

    @Option(
            names = "--against",
            paramLabel = "NAME=ARCHIVE",
            description = "Another archive of jobsweep to measure beside it, such as an earlier commit's.")
    private Map<String, Path> others = Map.of();

    @Mixin
    private ChartOption chart = new ChartOption();

    /// How many cold starts of each function are measured.
    public int runs() {
        return (int) runs;
    }

    /// How many warm events of each function are measured.
    public int warm() {
        return (int) warm;
    }

    /// Further options for the functions' JVMs.
    public List<String> jvmOptions() {
        return jvmOptions;
    }

    /// The archive of the function that the ratios are to; empty for the one that the build makes, which is not there
    /// before.
    public Optional<Path> powertools() {
        return powertools;
    }

    /// Other archives of jobsweep by their names.
    public Map<String, Path> others() {
        return others;
    }

    /// Where the picture goes.
    public ChartOption chart() {
        return chart;
    }

    @Override
    public Optional<String> objection(ParseResult given) {
        return others.entrySet().stream()
                .flatMap(other -> objection(other.getKey(), other.getValue()).stream())
                .findFirst()
                .map(objection -> "--against " + objection);
    }

    private static Optional<String> objection(String name, Path archive) {
        return TAKEN.contains(name)
                ? Optional.of("must have another name than jobsweep, bundled, Powertools and Node.js, got '%s'"
                        .formatted(name))
                : InputFile.objection(archive).or(() -> objectionToContent(archive));
    }

    private static Optional<String> objectionToContent(Path archive) {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return zip.size() == 0 ? Optional.of("must be an archive, but " + archive + " is empty") : Optional.empty();
        } catch (IOException e) {
            return Optional.of("must be an archive, but %s is none: %s".formatted(archive, e.getMessage()));
        }
    }
}
