package jobsweep.simulator.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The command that measures the packaged function: what a cold start and a warm event cost.
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        description = "Measures the packaged function in a simulated AWS account, with TLS to AWS IoT and to S3.")
public final class Benchmark implements Callable<Integer> {
    private static final String STACK = "JobsweepExample";
    private static final double MEGABYTE = 1 << 20;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "15",
            converter = Count.class,
            description = "How many cold starts are measured. Default: ${DEFAULT-VALUE}")
    private int runs;

    @Option(
            names = "--warm",
            paramLabel = "N",
            defaultValue = "50",
            converter = Count.class,
            description = "How many warm events are measured. Default: ${DEFAULT-VALUE}")
    private int warm;

    @Option(
            names = "--jvm-option",
            paramLabel = "OPTION",
            description =
                    "Another option for the function's JVM, as in --jvm-option=-Xlog:class+load:file=/tmp/%%p.log")
    private List<String> jvmOptions = List.of();

    private Benchmark() {}

    /// Exits with 0 if every deletion succeeded.
    public static void main(String[] args) {
        System.exit(new CommandLine(new Benchmark()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        SimulationSettings settings =
                SimulationSettings.DEFAULT.withMaximumConcurrency(1).withTls().withJvmOptions(jvmOptions);
        try (Scratch scratch = Scratch.create()) {
            Synthesis synthesis = Synthesis.of(
                    scratch.directory("cdk.out"), app -> new ExampleStack(app, STACK, ExampleStack.Execution.EXAMPLE));
            try (SimulatedAws aws = SimulatedAws.start(settings, synthesis.assets(STACK, settings.account()))) {
                measure(MeasuredFunction.deploy(aws, STACK, synthesis.template(STACK)));
            }
        }
        return ExitCode.OK;
    }

    private void measure(MeasuredFunction function) throws IOException, InterruptedException {
        System.out.printf(
                "%d cold starts and %d warm events with %d MB of memory, on JDK %s, %s, %d processors%n%n",
                runs,
                warm,
                function.configuration().memoryMegabytes(),
                Runtime.version(),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
        Figures figures = new Figures();
        addColdStarts(figures, function);
        addWarmEvents(figures, function);
        addArchive(figures, ArchiveSize.of(function.configuration().archive()));
        System.out.print(figures);
    }

    private void addColdStarts(Figures figures, MeasuredFunction function) {
        List<ColdStart> starts = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            starts.add(function.coldStart());
        }
        figures.add("Cold: start to first poll (ms)", 0, spread(starts, start -> millis(start.startToFirstPoll())));
        figures.add("Cold: event to answer (ms)", 0, spread(starts, start -> millis(start.eventToAnswer())));
        figures.add("Cold: both together (ms)", 0, spread(starts, start -> millis(start.startToAnswer())));
        figures.add(
                "Cold: CPU (s)", 2, spread(starts, start -> millis(start.usage().cpu()) / 1000));
        figures.add(
                "Cold: peak memory (MB)",
                0,
                spread(starts, start -> start.usage().peakMemoryBytes() / MEGABYTE));
    }

    private void addWarmEvents(Figures figures, MeasuredFunction function) throws InterruptedException {
        List<Duration> events = new ArrayList<>();
        for (int event = 0; event < warm; event++) {
            events.add(function.warmEvent());
        }
        figures.add("Warm: event to answer (ms)", 1, spread(events, Benchmark::millis));
    }

    private static void addArchive(Figures figures, ArchiveSize size) {
        figures.add("Archive: packed (MB)", 2, size.packed() / MEGABYTE);
        figures.add("Archive: unpacked (MB)", 2, size.unpacked() / MEGABYTE);
    }

    private static <T> Spread spread(List<T> measured, ToDoubleFunction<T> figure) {
        return Spread.of(measured.stream().mapToDouble(figure));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    /// A number of measurements: a median needs one.
    public static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            int count = Integer.parseInt(text);
            if (count < 1) {
                throw new TypeConversionException("must be at least 1, got " + count);
            }
            return count;
        }
    }
}
