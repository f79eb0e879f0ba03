package jobsweep.simulator.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import jobsweep.infra.ExampleStack;
import jobsweep.simulator.Scratch;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.SimulationSettings;
import jobsweep.simulator.Synthesis;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/// The command that measures the packaged function: what a cold start and a warm event cost, beside a function that
/// does the same on Powertools for AWS Lambda (Java).
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        description =
                "Measures the packaged function in a simulated AWS account, with TLS to AWS IoT and to S3, beside a"
                        + " function that does the same on Powertools for AWS Lambda (Java).")
public final class Benchmark implements Callable<Integer> {
    private static final String STACK = "JobsweepExample";
    private static final String POWERTOOLS = "Powertools";

    /// jobsweep, Powertools, and the one whose classes are counted.
    private static final int FUNCTIONS = 3;

    private static final String POWERTOOLS_HANDLER = "jobsweep.powertools.PowertoolsHandler";
    private static final double MEGABYTE = 1 << 20;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "15",
            converter = Count.class,
            description = "How many cold starts of each function are measured. Default: ${DEFAULT-VALUE}")
    private int runs;

    @Option(
            names = "--warm",
            paramLabel = "N",
            defaultValue = "50",
            converter = Count.class,
            description = "How many warm events of each function are measured. Default: ${DEFAULT-VALUE}")
    private int warm;

    @Option(
            names = "--jvm-option",
            paramLabel = "OPTION",
            description =
                    "Another option for the functions' JVMs, as in --jvm-option=-Xlog:class+load:file=/tmp/%%p.log")
    private List<String> jvmOptions = List.of();

    @Option(
            names = "--powertools",
            paramLabel = "ARCHIVE",
            required = true,
            description = "The archive of the function that the ratios are to. The build says where it is.")
    private Path powertools = Path.of("");

    @Option(
            names = "--against",
            paramLabel = "NAME=ARCHIVE",
            description = "Another archive of jobsweep to measure beside it, such as an earlier commit's.")
    private Map<String, Path> others = Map.of();

    private Benchmark() {}

    /// Exits with 0 if every deletion succeeded.
    public static void main(String[] args) {
        System.exit(new CommandLine(new Benchmark()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        SimulationSettings settings = SimulationSettings.DEFAULT
                .withMaximumConcurrency(FUNCTIONS + others.size())
                .withTls()
                .withJvmOptions(jvmOptions);
        try (Scratch scratch = Scratch.create()) {
            Synthesis synthesis = Synthesis.of(
                    scratch.directory("cdk.out"), app -> new ExampleStack(app, STACK, ExampleStack.Execution.EXAMPLE));
            try (SimulatedAws aws = SimulatedAws.start(settings, synthesis.assets(STACK, settings.account()))) {
                measure(MeasuredFunction.deploy(aws, STACK, synthesis.template(STACK)));
            }
        }
        return ExitCode.OK;
    }

    private void measure(MeasuredFunction jobsweep) throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "%d cold starts and %d warm events of each, with %d MB of memory, on JDK %s, %s, %d processors%n%n",
                runs,
                warm,
                jobsweep.configuration().memoryMegabytes(),
                Runtime.version(),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
        String handler = jobsweep.configuration().handler();
        Map<String, MeasuredFunction> functions = new LinkedHashMap<>();
        functions.put("jobsweep", jobsweep);
        functions.put(POWERTOOLS, jobsweep.replacedBy(POWERTOOLS, powertools, POWERTOOLS_HANDLER, Map.of()));
        others.forEach((name, archive) -> functions.put(name, jobsweep.replacedBy(name, archive, handler, Map.of())));
        List<Measurements> all = new ArrayList<>();
        for (MeasuredFunction function : functions.values()) {
            all.add(new Measurements(function));
        }
        // Alternating, so that whatever slows this machine down for a while slows all of them down. The first start of
        // each finds its files in no cache, and does not count.
        all.forEach(each -> each.function().coldStart());
        for (int run = 0; run < runs; run++) {
            all.forEach(Measurements::coldStart);
        }
        all.forEach(each -> each.function().coldStart());
        for (int event = 0; event < warm; event++) {
            for (Measurements each : all) {
                each.warmEvent();
            }
        }
        System.out.print(figures(List.copyOf(functions.keySet()), all));
    }

    private static Figures figures(List<String> names, List<Measurements> all) throws IOException {
        Figures figures = new Figures(names);
        figures.add("Cold: start to first poll (ms)", 0, cold(all, start -> millis(start.startToFirstPoll())));
        figures.add("Cold: event to answer (ms)", 0, cold(all, start -> millis(start.eventToAnswer())));
        int rival = names.indexOf(POWERTOOLS);
        addRated(figures, rival, "both together (ms)", 0, cold(all, start -> millis(start.startToAnswer())));
        addRated(
                figures,
                rival,
                "CPU (s)",
                2,
                cold(all, start -> millis(start.usage().cpu()) / 1000));
        addRated(
                figures,
                rival,
                "peak memory (MB)",
                0,
                cold(all, start -> start.usage().peakMemoryBytes() / MEGABYTE));
        List<Double> classes = new ArrayList<>();
        List<Double> packed = new ArrayList<>();
        List<Double> unpacked = new ArrayList<>();
        for (Measurements each : all) {
            ArchiveSize size = ArchiveSize.of(each.function().configuration().archive());
            packed.add(size.packed() / MEGABYTE);
            unpacked.add(size.unpacked() / MEGABYTE);
            classes.add((double) each.function().loadedClasses());
        }
        figures.addValues("Cold: loaded classes", 0, classes);
        figures.addValues("Archive: packed (MB)", 2, packed);
        figures.addValues("Archive: unpacked (MB)", 2, unpacked);
        figures.add("Warm: event to answer (ms)", 1, warm(all, event -> millis(event.eventToAnswer())));
        figures.add("Warm: of which outside of servers (µs)", 0, warm(all, event -> millis(event.own()) * 1000));
        figures.add("Warm: TCP and TLS handshakes", 0, warm(all, WarmEvent::handshakes));
        return figures;
    }

    /// Adds a figure of cold starts, and how its medians compare with the rival's.
    private static void addRated(Figures figures, int rival, String name, int decimals, List<Spread> spreads) {
        figures.add("Cold: " + name, decimals, spreads);
        double powertools = spreads.get(rival).median();
        figures.addValues(
                "— as a part of Powertools'",
                2,
                spreads.stream().map(spread -> spread.median() / powertools).toList());
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

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
