package jobsweep.acceptance.campaign;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import jobsweep.simulator.cloudformation.CloudFormationRules;
import jobsweep.simulator.cloudformation.UrlSigning;
import jobsweep.simulator.iot.DeletableStates;
import jobsweep.simulator.iot.IotRules;
import jobsweep.simulator.sqs.Polling;

/// What AWS does in one world where its documents leave it open.
///
/// @param polling how often Lambda looks into queues, and what it does with what a function has hidden
record Readings(CloudFormationRules cloudFormation, IotRules iot, Polling polling) {

    private static final List<UrlSigning> SIGNINGS = List.of(UrlSigning.values());

    /// The usual ones.
    static final Readings STANDARD = polledEvery(Duration.ofMillis(200));

    /// The same, with so much time between two looks into an empty queue: where years pass, seldom ones are enough.
    static Readings polledEvery(Duration pause) {
        return new Readings(CloudFormationRules.standard(), IotRules.standard(), new Polling(pause, true));
    }

    /// Each one or the other.
    static Readings drawn(SplittableRandom random) {
        return new Readings(
                CloudFormationRules.builder()
                        .deletesPastFailures(random.nextBoolean())
                        .cleansUpInOrder(random.nextBoolean())
                        .repeatsCleanUpRequests(random.nextBoolean())
                        .urlSigning(SIGNINGS.get(random.nextInt(SIGNINGS.size())))
                        .build(),
                IotRules.builder()
                        .reuseNumbers(random.nextBoolean())
                        .deletable(
                                random.nextBoolean() ? DeletableStates.API_REFERENCE : DeletableStates.DEVELOPER_GUIDE)
                        .build(),
                new Polling(Duration.ofMinutes(1), random.nextBoolean()));
    }
}
