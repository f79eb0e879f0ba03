package jobsweep.acceptance.campaign;

import java.util.SplittableRandom;
import jobsweep.simulator.cloudformation.CloudFormationRules;
import jobsweep.simulator.iot.DeletableStates;
import jobsweep.simulator.iot.IotRules;

/// What AWS does in one world where its documents leave it open.
record Readings(CloudFormationRules cloudFormation, IotRules iot, boolean keepsVisibility) {

    /// The usual ones.
    static final Readings STANDARD = new Readings(CloudFormationRules.standard(), IotRules.standard(), true);

    /// Each one or the other, but for what the functions rely on: the date in the answer's URL, and a visibility that
    /// stays as they changed it.
    static Readings drawn(SplittableRandom random) {
        return new Readings(
                CloudFormationRules.builder()
                        .deletesPastFailures(random.nextBoolean())
                        .cleansUpInOrder(random.nextBoolean())
                        .repeatsCleanUpRequests(random.nextBoolean())
                        .build(),
                IotRules.builder()
                        .reuseNumbers(random.nextBoolean())
                        .deletable(
                                random.nextBoolean() ? DeletableStates.API_REFERENCE : DeletableStates.DEVELOPER_GUIDE)
                        .build(),
                true);
    }
}
