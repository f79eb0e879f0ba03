package jobsweep.acceptance.burst;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.cloudformation.CloudFormation;
import jobsweep.simulator.cloudformation.Identifiers;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iot.IotJobs;
import jobsweep.simulator.iot.IotRules;
import jobsweep.simulator.iot.IotService;
import jobsweep.simulator.sqs.EventSourceMappings;
import jobsweep.simulator.sqs.SqsService;
import jobsweep.simulator.time.SimulatedTime;

/// An AWS account in simulated time, put together from the same parts as on loopback. All chance in it comes from one
/// seed.
final class World {
    static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00.123Z");
    static final int CALLS_PER_SECOND = 10;

    private static final Duration POLL_PAUSE = Duration.ofMillis(200);

    final SimulatedTime time = new SimulatedTime(BEGIN);
    final Chance chance;
    final ConsumerCode code;
    final Iam iam;
    final IotJobs jobs;
    final IotService iot;
    final SqsService sqs;
    final Consumers consumers;
    final EventSourceMappings mappings;
    final CloudFormation cloudFormation;

    World(long seed, ConsumerCode code) {
        this.code = code;
        chance = new Chance(seed);
        consumers = new Consumers(this);
        SimulatedAws aws = account();
        iam = aws.iam();
        jobs = aws.jobs();
        iot = aws.iot();
        sqs = aws.sqs();
        mappings = aws.eventSourceMappings();
        cloudFormation = aws.cloudFormation();
    }

    private SimulatedAws account() {
        try {
            return SimulatedAws.builder()
                    // Nobody unpacks the archive here.
                    .assets((bucket, key) -> Path.of(key))
                    .time(time)
                    .identifiers(new Identifiers(chance.another()))
                    .iotRules(
                            IotRules.builder().callsPerSecond(CALLS_PER_SECOND).build())
                    .iotFaults(chance)
                    .pollPause(POLL_PAUSE)
                    .deliveries(consumers)
                    .inProcess(consumers)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
