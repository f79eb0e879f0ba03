package jobsweep.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import jobsweep.acceptance.ExampleStack;
import jobsweep.acceptance.FaultyNetwork;
import jobsweep.acceptance.Figures;
import jobsweep.acceptance.PackagedFunction;
import jobsweep.acceptance.ProductAccount;
import jobsweep.acceptance.Spread;
import jobsweep.acceptance.Synthesis;
import jobsweep.acceptance.chart.BarChart;
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
    private static final String POWERTOOLS = "Powertools";
    private static final String NODE = "Node.js";
    /// Those that jobsweep's function is compared with.
    private static final List<String> PEERS = List.of(POWERTOOLS, NODE);

    /// How many are jobsweep: they come first.
    private static final int OWN = 2;

    /// jobsweep on both runtimes, its peers, and the one whose classes are counted.
    private static final int FUNCTIONS = 5;

    private static final String POWERTOOLS_HANDLER = "jobsweep.powertools.PowertoolsHandler";
    private static final double MEGABYTE = 1 << 20;

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
            System.out.printf(Locale.ROOT, "%s is left out: %s%n%n", NODE, e.getMessage());
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
        functions.put(POWERTOOLS, jobsweep.replacedBy(POWERTOOLS, powertools, POWERTOOLS_HANDLER, Map.of()));
        node.ifPresent(function -> functions.put(NODE, jobsweep.replacedBy(NODE, function)));
        for (Map.Entry<String, Path> other : options.others().entrySet()) {
            functions.put(
                    other.getKey(), jobsweep.replacedBy(other.getKey(), other.getValue(), handler, Map.of()));
        }
        List<Measurements> all = new ArrayList<>();
        for (MeasuredFunction function : functions.values()) {
            all.add(new Measurements(function));
        }
        // Alternating, so that whatever slows this machine down for a while slows all of them down. The first start of
        // each finds its files in no cache, and does not count.
        for (Map.Entry<String, MeasuredFunction> function : functions.entrySet()) {
            startFirst(function.getKey(), function.getValue());
        }
        for (int run = 0; run < options.runs(); run++) {
            all.forEach(Measurements::coldStart);
        }
        all.forEach(each -> each.function().coldStart());
        for (int event = 0; event < options.warm(); event++) {
            for (Measurements each : all) {
                each.warmEvent();
            }
        }
        List<String> names = List.copyOf(functions.keySet());
        System.out.print(figures(names, all));
        options.chart().write(chart(names, all));
    }

    private void startFirst(String name, MeasuredFunction function) {
        try {
            function.coldStart();
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

    private static Figures figures(List<String> names, List<Measurements> all) throws IOException {
        Figures figures = new Figures(names);
        figures.add("Cold: start to first poll (ms)", 0, cold(all, start -> millis(start.startToFirstPoll())));
        figures.add("Cold: event to answer (ms)", 0, cold(all, start -> millis(start.eventToAnswer())));
        Map<String, Integer> peers = new LinkedHashMap<>();
        PEERS.stream().filter(names::contains).forEach(peer -> peers.put(peer, names.indexOf(peer)));
        addRated(figures, peers, "Cold: both together (ms)", 0, cold(all, Benchmark::bothTogether));
        addRated(figures, peers, "Cold: CPU (s)", 2, cold(all, Benchmark::cpu));
        addRated(figures, peers, "Cold: peak memory (MB)", 0, cold(all, Benchmark::peakMemory));
        List<Double> classes = new ArrayList<>();
        List<Double> packed = new ArrayList<>();
        List<Double> unpacked = new ArrayList<>();
        for (int column = 0; column < all.size(); column++) {
            MeasuredFunction function = all.get(column).function();
            // Node.js and its SDK are on Lambda already, and load no classes.
            boolean isOnJvm = !names.get(column).equals(NODE);
            ArchiveSize size = ArchiveSize.of(function.configuration().archive());
            packed.add(isOnJvm ? size.packed() / MEGABYTE : Double.NaN);
            unpacked.add(isOnJvm ? size.unpacked() / MEGABYTE : Double.NaN);
            classes.add(isOnJvm ? function.loadedClasses() : Double.NaN);
        }
        figures.addValues("Cold: loaded classes", 0, classes);
        figures.addValues("Archive: packed (MB)", 2, packed);
        figures.addValues("Archive: unpacked (MB)", 2, unpacked);
        figures.add("Warm: event to answer (ms)", 1, warm(all, event -> millis(event.eventToAnswer())));
        figures.add("Warm: exchanges with servers", 0, warm(all, WarmEvent::exchanges));
        addRated(figures, peers, "Warm: for each exchange (ms)", 1, warm(all, event -> millis(event.perExchange())));
        figures.add("Warm: of which outside of servers (µs)", 0, warm(all, event -> millis(event.own()) * 1000));
        figures.add("Warm: TCP and TLS handshakes", 0, warm(all, WarmEvent::handshakes));
        return figures;
    }

    private static BarChart chart(List<String> names, List<Measurements> all) {
        BarChart chart = new BarChart("A cold start, from its process to CloudFormation's answer", OWN);
        chart.add("Both together (ms)", 0, named(names, cold(all, Benchmark::bothTogether)));
        chart.add("CPU (s)", 2, named(names, cold(all, Benchmark::cpu)));
        chart.add("Peak memory (MB)", 0, named(names, cold(all, Benchmark::peakMemory)));
        return chart;
    }

    private static SequencedMap<String, Spread> named(List<String> names, List<Spread> spreads) {
        SequencedMap<String, Spread> named = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            named.put(names.get(i), spreads.get(i));
        }
        return named;
    }

    /// Adds a figure, and how its medians compare with each peer's.
    ///
    /// @param peers in which columns they are
    private static void addRated(
            Figures figures, Map<String, Integer> peers, String name, int decimals, List<Spread> spreads) {
        figures.add(name, decimals, spreads);
        peers.forEach((peer, column) -> {
            double whole = spreads.get(column).median();
            figures.addValues(
                    "— as a part of %s'".formatted(peer),
                    2,
                    spreads.stream().map(spread -> spread.median() / whole).toList());
        });
    }

    private static List<Spread> cold(List<Measurements> all, ToDoubleFunction<ColdStart> figure) {
        return all.stream()
                .map(each -> Spread.of(each.coldStarts().stream().mapToDouble(figure)))
                .toList();
    }

    private static List<Spread> warm(List<Measurements> all, ToDoubleFunction<WarmEvent> figure) {
        return all.stream()
                .map(each -> Spread.of(each.warmEvents().stream().mapToDouble(figure)))
                .toList();
    }

    private static double bothTogether(ColdStart start) {
        return millis(start.startToAnswer());
    }

    private static double cpu(ColdStart start) {
        return millis(start.usage().cpu()) / 1000;
    }

    private static double peakMemory(ColdStart start) {
        return start.usage().peakMemoryBytes() / MEGABYTE;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
