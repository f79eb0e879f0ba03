package jobsweep.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jobsweep.acceptance.ExampleStack;
import jobsweep.acceptance.FaultyNetwork;
import jobsweep.acceptance.PackagedFunction;
import jobsweep.acceptance.ProductAccount;
import jobsweep.acceptance.Synthesis;
import jobsweep.acceptance.options.BenchmarkOptions;
import jobsweep.acceptance.options.InputException;
import jobsweep.acceptance.options.Jobsweep;
import jobsweep.acceptance.options.Options;
import jobsweep.infra.FunctionRuntime;
import jobsweep.simulator.Scratch;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.Template;

/// The command that measures the packaged function, on Lambda's Java and on its own: what a cold start and a warm event
/// cost, beside functions that do the same on Powertools for AWS Lambda (Java) and on Node.js.
public final class Benchmark {
    private static final String STACK = "JobsweepExample";
    private static final String BUNDLED = "bundled";

    /// jobsweep on both runtimes, its peers, and the one whose classes are counted.
    private static final int FUNCTIONS = 5;

    private static final String POWERTOOLS_HANDLER = "jobsweep.powertools.PowertoolsHandler";

    private final BenchmarkOptions options;

    private Benchmark(BenchmarkOptions options) {
        this.options = options;
    }

    /// Runs the command, and exits as every other one does.
    public static void main(String[] args) {
        System.exit(Jobsweep.commandLine(Benchmark::run).execute(args));
    }

    private static boolean run(Options options, PrintWriter out) throws Exception {
        if (options instanceof BenchmarkOptions benchmark) {
            new Benchmark(benchmark).measure();
        }
        return options instanceof BenchmarkOptions;
    }

    /// Measures, and shows the figures.
    ///
    /// @throws InputException if the function that the ratios are to is not built
    private void measure() throws IOException, InterruptedException {
        Path powertools = powertools();
        try (Scratch scratch = Scratch.create()) {
            Synthesis synthesis = example(scratch.directory("cdk.out"), FunctionRuntime.MANAGED);
            Synthesis bundled = example(scratch.directory("bundled"), FunctionRuntime.BUNDLED);
            try (SimulatedAws aws = ProductAccount.builder()
                    .assets(synthesis.assets(STACK, Account.example()))
                    .lambda(it ->
                            it.maximumConcurrency(FUNCTIONS + options.others().size()))
                    .tls()
                    .jvmOptions(options.jvmOptions())
                    .start()) {
                Optional<NodeFunction> node = node(scratch.directory("node"));
                measure(deployed(aws, synthesis.template(STACK)), archive(bundled), powertools, node);
            }
        }
    }

    private static Synthesis example(Path directory, FunctionRuntime runtime) {
        return Synthesis.of(directory, app -> {
            app.getNode().setContext("jobsweep:runtime", runtime.name());
            new ExampleStack(app, STACK, ExampleStack.Execution.EXAMPLE);
        });
    }

    private static Path archive(Synthesis synthesis) throws IOException {
        return PackagedFunction.Code.of(
                        new JsonMapper().readTree(synthesis.templateFile(STACK).toFile()),
                        "JobExecutionHandler",
                        synthesis.assets(STACK, FaultyNetwork.account()))
                .archive();
    }

    private MeasuredFunction deployed(SimulatedAws aws, Template template) {
        try {
            return MeasuredFunction.deploy(aws, STACK, template);
        } catch (IllegalStateException e) {
            if (options.jvmOptions().isEmpty()) {
                throw e;
            }
            throw new InputException(
                    "The function does not work with the --jvm-option %s: %s"
                            .formatted(String.join(" ", options.jvmOptions()), e.getMessage()),
                    e);
        }
    }

    private Path powertools() throws IOException {
        Path archive = options.powertools().isPresent() ? options.powertools().get() : built();
        if (!Files.isRegularFile(archive)) {
            throw new InputException("The function on Powertools is not built: there is no " + archive);
        }
        return archive;
    }

    /// Says so where there is none: npm needs the network the first time.
    private static Optional<NodeFunction> node(Path directory) throws InterruptedException {
        try {
            Path packages = output().resolve("node");
            return Optional.of(NodeFunction.make(packages, directory, ExampleStack.Execution.EXAMPLE));
        } catch (IOException e) {
            System.out.printf(Locale.ROOT, "%s is left out: %s%n%n", BenchmarkReport.NODE, e.getMessage());
            return Optional.empty();
        }
    }

    private static Path built() throws IOException {
        return output().resolve("../powertools/target/jobsweep-powertools-%s-function.jar"
                        .formatted(System.getProperty("jobsweep.version")))
                .normalize();
    }

    /// Where the build leaves this class.
    private static Path output() throws IOException {
        try {
            Path classes = Path.of(Benchmark.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolve("..").normalize();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private void measure(MeasuredFunction jobsweep, Path bundled, Path powertools, Optional<NodeFunction> node)
            throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "%d cold starts and %d warm events of each, with %d MB of memory, on JDK %s%s, %s, %d processors%n%n",
                options.runs(),
                options.warm(),
                jobsweep.configuration().memoryMegabytes(),
                Runtime.version(),
                node.map(function -> " and Node.js " + function.version()).orElse(""),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
        String handler = jobsweep.configuration().handler();
        Map<String, MeasuredFunction> functions = new LinkedHashMap<>();
        functions.put("jobsweep", jobsweep);
        functions.put(BUNDLED, jobsweep.replacedBy(BUNDLED, bundled, handler, Map.of()));
        functions.put(
                BenchmarkReport.POWERTOOLS,
                jobsweep.replacedBy(BenchmarkReport.POWERTOOLS, powertools, POWERTOOLS_HANDLER, Map.of()));
        node.ifPresent(
                function -> functions.put(BenchmarkReport.NODE, jobsweep.replacedBy(BenchmarkReport.NODE, function)));
        for (Map.Entry<String, Path> other : options.others().entrySet()) {
            functions.put(other.getKey(), jobsweep.replacedBy(other.getKey(), other.getValue(), handler, Map.of()));
        }
        List<Measurements> all = new ArrayList<>();
        functions.forEach((name, function) -> all.add(new Measurements(name, function)));
        // Alternating, so that whatever slows this machine down for a while slows all of them down. The first start of
        // each finds its files in no cache, and does not count.
        all.forEach(this::startFirst);
        for (int run = 0; run < options.runs(); run++) {
            all.forEach(Measurements::coldStart);
        }
        all.forEach(each -> each.function().coldStart());
        for (int event = 0; event < options.warm(); event++) {
            for (Measurements each : all) {
                each.warmEvent();
            }
        }
        BenchmarkReport report = new BenchmarkReport(all);
        System.out.print(report.figures());
        options.chart().write(report.chart());
    }

    private void startFirst(Measurements first) {
        String name = first.name();
        try {
            first.function().coldStart();
        } catch (RuntimeException e) {
            if (!options.others().containsKey(name)) {
                throw e;
            }
            throw new InputException(
                    "--against %s=%s can't be measured: %s"
                            .formatted(name, options.others().get(name), e.getMessage()),
                    e);
        }
    }
}
