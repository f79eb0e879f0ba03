package jobsweep.acceptance.campaign;

import java.util.SplittableRandom;

/// How much goes wrong in a world, each a probability.
///
/// @param calls      of a call to AWS IoT or SQS to meet a fault
/// @param throttling of a call to AWS IoT to be throttled
/// @param answers    of an answer to CloudFormation to meet one
/// @param delays     of such a fault to take time, instead of being an error
/// @param kills      of a process to be killed while it works on an event
/// @param hangs      of a process that would be killed to stand still instead
/// @param duplicates of an event to be delivered once more
/// @param lateEvents of an event to wait before it is delivered
/// @param meddling   of devices or an operator to do something just while a call is on its way
record FaultRates(
        double calls,
        double throttling,
        double answers,
        double delays,
        double kills,
        double hangs,
        double duplicates,
        double lateEvents,
        double meddling) {

    /// Nothing goes wrong; what takes time takes as long as always.
    static final FaultRates NONE = new FaultRates(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// One call in a hundred fails, and a consumer is killed every few minutes.
    static final FaultRates BURST = new FaultRates(0.01, 0, 0, 0, 1 / 110.0, 0, 0, 0, 0);

    private static final double[] LEVELS = {0, 0.03, 0.15, 0.4};

    /// More or less of everything.
    static FaultRates drawn(SplittableRandom random) {
        double calls = level(random);
        return new FaultRates(calls, calls / 4, level(random), 0.33, level(random), 0.15, level(random), 0.1, 0.125);
    }

    private static double level(SplittableRandom random) {
        return LEVELS[random.nextInt(LEVELS.length)];
    }
}
