package jobsweep.acceptance.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.cloudformation.CloudFormation;
import jobsweep.simulator.cloudformation.Identifiers;
import jobsweep.simulator.cloudformation.ResponseBucket;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iot.IotJobs;
import jobsweep.simulator.iot.IotRules;
import jobsweep.simulator.iot.IotService;
import jobsweep.simulator.time.SimulatedTime;

/// An AWS account in simulated time, put together from the same parts as on loopback. All chance in it comes from one
/// seed.
final class World {
    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00.123Z");
    final FunctionCode code;
    final SimulatedTime time = new SimulatedTime(BEGIN);
    final Evidence evidence;
    final Mischief mischief;
    final Iam iam;
    final IotJobs jobs;
    final Fleet fleet;
    final InFlight inFlight = new InFlight();
    final IotService iot;
    final ResponseBucket inbox;
    final InProcessLambda lambda;
    final CloudFormation cloudFormation;

    World(SplittableRandom random, FunctionCode code, BiFunction<World, SplittableRandom, Mischief> mischief) {
        this.code = code;
        evidence = new Evidence(this);
        this.mischief = mischief.apply(this, random.split());
        fleet = new Fleet(this, random.split());
        lambda = new InProcessLambda(this, random.split());
        SimulatedAws aws = account(random);
        iam = aws.iam();
        jobs = aws.jobs();
        iot = aws.iot();
        inbox = aws.bucket();
        cloudFormation = aws.cloudFormation();
        cloudFormation.onEvent(evidence::event);
    }

    private SimulatedAws account(SplittableRandom random) {
        try {
            return SimulatedAws.builder()
                    // Nobody unpacks the archive here.
                    .assets((bucket, key) -> Path.of(key))
                    .time(time)
                    .identifiers(new Identifiers(random.split()))
                    .iotRules(IotRules.builder()
                            .reuseNumbers(!random.nextBoolean())
                            .build())
                    .iotFaults(mischief)
                    .deliveries(lambda)
                    .inProcess(lambda)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Deploys the provider's stack, and returns its value for `ServiceTimeout`.
    String deploy(Template provider) {
        Stack stack = time.await(cloudFormation.createStack(Provider.NAME, provider, Map.of()));
        if (stack.status() != StackStatus.CREATE_COMPLETE) {
            throw new IllegalStateException("The provider can't be deployed: " + stack.events());
        }
        mischief.policyAttached();
        return stack.outputs().getOrDefault("ServiceTimeout", "720");
    }
}
