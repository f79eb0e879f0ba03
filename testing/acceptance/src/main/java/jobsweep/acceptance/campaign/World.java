package jobsweep.acceptance.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.cloudformation.Identifiers;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.lambda.FunctionCode;
import jobsweep.simulator.lambda.ThreadEnvironment;
import jobsweep.simulator.time.SimulatedTime;

/// An AWS account in simulated time, whose functions run in this JVM and meet faults. All chance in it comes from one
/// seed.
final class World {
    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00.123Z");

    final PlayedFunctions functions;
    final Readings readings;
    final SimulatedTime time = new SimulatedTime(BEGIN);
    final History history = new History(time);
    final Evidence evidence = new Evidence(this);
    final FaultInjector faults;
    final InFlight inFlight = new InFlight();
    final SimulatedAws aws;
    private final SplittableRandom random;
    private final List<ThreadEnvironment> environments = new ArrayList<>();
    private Runnable meddler = () -> {};

    World(SplittableRandom random, FaultRates rates, Readings readings, PlayedFunctions functions) {
        this.random = random;
        this.functions = functions;
        this.readings = readings;
        faults = new FaultInjector(rates, history, random.split());
        history.note(readings.toString());
        aws = account(readings);
        evidence.watch();
    }

    private SimulatedAws account(Readings readings) {
        try {
            return SimulatedAws.builder()
                    .time(time)
                    // Nobody unpacks the archive here.
                    .assets((bucket, key) -> Path.of(key))
                    .identifiers(new Identifiers(random.split()))
                    .cloudFormationRules(readings.cloudFormation())
                    .iotRules(readings.iot())
                    .lambda(it -> it.deliveries(faults))
                    .polling(readings.polling())
                    .inProcess(this::start)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FunctionCode.Handler start(ThreadEnvironment environment) {
        environments.add(environment);
        history.count(Evidence.COLD_STARTS);
        return new Sandbox(this, environment, random.split());
    }

    /// Deploys a stack of ours, and returns its outputs.
    Map<String, String> deploy(String stackName, Template template) {
        Stack stack = time.await(aws.cloudFormation().createStack(stackName, template, Map.of()));
        if (stack.status() != StackStatus.CREATE_COMPLETE) {
            throw new IllegalStateException("%s can't be deployed: %s".formatted(stackName, stack.events()));
        }
        faults.policyAttached();
        return stack.outputs();
    }

    /// Lets somebody do something now and then just while a function is at work.
    void meddle(Runnable what) {
        meddler = what;
    }

    /// Gives whoever meddles an opportunity.
    void meanwhile() {
        if (faults.meddles()) {
            meddler.run();
        }
    }

    /// Plays a process until all that comes of it has ended.
    ///
    /// @throws IllegalStateException if a process threw something, or some wait for what nobody is left to do
    void play(Runnable process) {
        time.play(() -> {
            process.run();
            aws.close();
        });
    }

    /// Ends all processes of functions.
    void killAll() {
        environments.forEach(ThreadEnvironment::kill);
    }
}
