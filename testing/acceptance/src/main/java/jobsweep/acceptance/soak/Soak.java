package jobsweep.acceptance.soak;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import jobsweep.acceptance.FaultyNetwork;
import jobsweep.acceptance.PackagedFunction;
import jobsweep.acceptance.Synthesis;
import jobsweep.acceptance.options.SoakOptions;
import jobsweep.infra.JobExecutionCleanupProviderStack;
import jobsweep.simulator.Scratch;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.http.Recorder;
import jobsweep.simulator.iot.Call;
import jobsweep.simulator.network.Relay;
import org.jspecify.annotations.Nullable;

/// The command that sends many events to one warm process of the packaged function, over TLS on a network that fails.
/// Between two events the process is frozen, as Lambda does it.
public final class Soak {
    private static final String STACK = "JobsweepProvider";

    /// So short that an outage need not be waited for longer.
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(20);

    /// More connections than an event can open.
    private static final int ALL = 1000;

    /// Events in a hundred that find a connection or two failing, and in a thousand that find nothing else.
    private static final int FAILURES = 8;

    private static final int OUTAGES = 5;

    /// Events before the first figures are taken, at most.
    private static final int WARM_UP = 100;

    private final SoakOptions options;
    private final PrintWriter out;
    private final RandomGenerator random;
    private final Map<Failing, Integer> failures = new EnumMap<>(Failing.class);
    private final List<String> findings = new CopyOnWriteArrayList<>();
    private final int warmUp;
    private int outages;
    private int newNames;
    private int retries;
    private volatile @Nullable SoakedEvent current;

    public Soak(SoakOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
        this.warmUp = Math.min(WARM_UP, options.events());
        this.random = new SplittableRandom(options.seed());
    }

    /// Plays the soak, and shows what came of it.
    ///
    /// @return whether all was as it should be
    public boolean play() throws Exception {
        try (Scratch scratch = Scratch.create();
                FaultyNetwork network = FaultyNetwork.startWithTls(scratch.directory("network"));
                PackagedFunction function = function(network, scratch)) {
            network.iot().onCall(this::see);
            for (int place = 0; place < warmUp; place++) {
                play(place, network, function);
            }
            Footprint start = footprint(network, function);
            for (int played = 1; played <= options.events(); played++) {
                play(warmUp + played - 1, network, function);
                if (played % 100 == 0) {
                    out.printf(Locale.ROOT, "%s events, %s findings%n", played, findings.size());
                }
            }
            Footprint end = footprint(network, function);
            check(start, end, network, function);
            report(start, end);
        }
        return findings.isEmpty();
    }

    private static PackagedFunction function(FaultyNetwork network, Scratch scratch) throws IOException {
        Path output = scratch.directory("cdk.out");
        Synthesis synthesis = Synthesis.of(output, app -> new JobExecutionCleanupProviderStack(app, STACK));
        var code = PackagedFunction.Code.of(
                new JsonMapper().readTree(synthesis.templateFile(STACK).toFile()),
                "JobExecutionHandler",
                synthesis.assets(STACK, Account.example()));
        return PackagedFunction.on(
                network, code, Map.of(), LONGEST_TIMEOUT, scratch.directory("code"), scratch.directory("lambda"));
    }

    /// One event, from its thing's executions to its answer.
    private void play(int place, FaultyNetwork network, PackagedFunction function) throws Exception {
        SoakedEvent event = draw(place);
        event.queueExecutions(network.jobs());
        boolean outage = random.nextInt(1000) < OUTAGES;
        String document = event.document(network.bucketUrl(disturb(network, outage)));
        boolean answered = invoke(event, document, function);
        signal(function, "STOP");
        network.toIot().release();
        network.toBucket().release();
        signal(function, "CONT");
        if (!answered) {
            // As Lambda does it; the answer did not get through.
            retries++;
            if (!invoke(event, document, function)) {
                findings.add(event + " was not answered: " + function.log().getLast());
            }
        }
        checkResult(event, outage, network);
    }

    /// Lets the next connections fail, or gives the bucket one more name, or does neither.
    ///
    /// @return the number of the name that the event is to know the bucket by
    private int disturb(FaultyNetwork network, boolean outage) {
        if (outage) {
            outages++;
            fail(network, ALL);
        } else if (random.nextInt(100) < FAILURES) {
            fail(network, 1 + random.nextInt(2));
        } else if (newNames + 1 < FaultyNetwork.NAMES_OF_BUCKET && random.nextInt(100) == 0) {
            newNames++;
            String host = network.bucketUrl(newNames).getHost();
            var _ = CompletableFuture.runAsync(
                    () -> network.names().add(host), CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS));
            return newNames;
        }
        return 0;
    }

    private boolean invoke(SoakedEvent event, String document, PackagedFunction function) {
        current = event;
        boolean answered = function.invoke(document).succeeded();
        current = null;
        return answered;
    }

    private SoakedEvent draw(int place) {
        return switch (random.nextInt(10)) {
            case 0 -> new SoakedEvent(place, "Create", OptionalLong.of(1));
            case 1, 2, 3 -> new SoakedEvent(place, "Delete", OptionalLong.empty());
            default -> new SoakedEvent(place, "Delete", OptionalLong.of(1 + random.nextInt(3)));
        };
    }

    private void fail(FaultyNetwork network, int connections) {
        Failing[] all = Failing.values();
        Failing failing = all[random.nextInt(all.length)];
        failures.merge(failing, 1, Integer::sum);
        Relay way = random.nextInt(3) == 0 ? network.toBucket() : network.toIot();
        failing.play(way, connections);
        way.drop();
    }

    private void see(Call call) {
        SoakedEvent event = current;
        if (event == null || !call.resource().contains(event.thingName())) {
            findings.add("%s on %s after its request was answered".formatted(call.operation(), call.resource()));
        }
    }

    private void checkResult(SoakedEvent event, boolean outage, FaultyNetwork network) throws IOException {
        List<Recorder.Put> answers = network.answers().stream()
                .filter(put -> put.target().startsWith("/" + event.requestId() + "?"))
                .toList();
        if (answers.size() != 1) {
            findings.add("%s has %s answers".formatted(event, answers.size()));
            return;
        }
        var answer = new JsonMapper().readTree(answers.getFirst().body());
        boolean succeeded = answer.path("Status").asText().equals("SUCCESS");
        if (!succeeded && !outage) {
            findings.add("%s failed: %s".formatted(event, answer.path("Reason").asText()));
        }
        long left = network.jobs().executions().stream()
                .filter(execution -> execution.thingName().equals(event.thingName()))
                .count();
        if (succeeded && left != event.left()) {
            findings.add("%s succeeded and left %s executions".formatted(event, left));
        }
    }

    /// After an event on a network that works.
    private Footprint footprint(FaultyNetwork network, PackagedFunction function) throws Exception {
        long pid = function.environments().getLast().pid();
        return Footprint.of(pid, network.toIot().open() + network.toBucket().open());
    }

    private void check(Footprint start, Footprint end, FaultyNetwork network, PackagedFunction function) {
        end.growthSince(start, (name, growth) -> findings.add("%s: %s".formatted(name, growth)));
        if (function.environments().size() != 1) {
            findings.add("%s processes".formatted(function.environments().size()));
        }
        if (function.log().stream().anyMatch(line -> line.contains("X-Amz"))) {
            findings.add("A response URL is in the log");
        }
        if (network.answers().size() != warmUp + options.events()) {
            findings.add("%s answers".formatted(network.answers().size()));
        }
    }

    private void report(Footprint start, Footprint end) {
        failures.forEach((failing, times) -> line(failing.inWords(), times));
        line("all connections of an event", outages);
        line("a name that is unknown at first", newNames);
        line("events that Lambda tried again", retries);
        out.println();
        out.printf(Locale.ROOT, "%-32s %10s %10s%n%s%n%n", "", "start", "end", end.beside(start));
        out.printf(
                Locale.ROOT, "%s events, each answered once, but for %s findings%n", options.events(), findings.size());
        findings.forEach(out::println);
    }

    private void line(String what, int times) {
        out.printf(Locale.ROOT, "%-32s %10s%n", what, times);
    }

    private static void signal(PackagedFunction function, String signal) throws IOException, InterruptedException {
        long pid = function.environments().getLast().pid();
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    }
}
