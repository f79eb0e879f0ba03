package jobsweep.acceptance.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import jobsweep.simulator.iot.Fault;
import jobsweep.simulator.iot.FaultSource;
import jobsweep.simulator.iot.Operation;

/// What goes wrong, and when: all of it drawn from one source of chance. How much goes wrong differs from world to
/// world.
final class Mischief implements FaultSource {
    /// What is counted where a call is denied that the policy allows.
    static final String EARLY_DENIAL = "fault: denied before the policy is in force";

    private static final double[] LEVELS = {0, 0.02, 0.12, 0.35};
    private static final Duration POLICY_COMES_INTO_FORCE = Duration.ofSeconds(8);

    private final World world;
    private final SplittableRandom random;
    private final double calls;
    private final double answers;
    private final double kills;
    private final double duplicates;
    private final Outage iotOutage;
    private final Outage bucketOutage;
    private final double lateEvents;
    private final boolean letsFleetMeddle;
    private final Map<String, Boolean> forbidden = new HashMap<>();
    private final Set<String> forbiddenOnce = new HashSet<>();
    private Instant inForce = Instant.MAX;

    private Mischief(
            World world, SplittableRandom random, DoubleSupplier level, double lateEvents, boolean letsFleetMeddle) {
        this.world = world;
        this.random = random;
        this.lateEvents = lateEvents;
        this.letsFleetMeddle = letsFleetMeddle;
        calls = level.getAsDouble();
        answers = level.getAsDouble();
        kills = level.getAsDouble();
        duplicates = level.getAsDouble();
        iotOutage = outage(calls, Duration.ofMinutes(20));
        bucketOutage = outage(answers, Duration.ofSeconds(150));
    }

    /// More or less of everything.
    static Mischief drawn(World world, SplittableRandom random) {
        return new Mischief(world, random, () -> LEVELS[random.nextInt(LEVELS.length)], 0.1, true);
    }

    /// Nothing goes wrong; what takes time takes as long as always.
    static Mischief none(World world, SplittableRandom random) {
        return new Mischief(world, random, () -> 0, 0, false);
    }

    private Outage outage(double level, Duration longest) {
        Instant from = world.time.instant().plusSeconds(random.nextInt(3 * 3600));
        Duration length = level > 0.1 ? Duration.ofMillis(upTo(longest.toMillis())) : Duration.ZERO;
        return new Outage(from, from.plus(length));
    }

    /// Lets the role's policy come into force a few seconds after it was attached.
    void policyAttached() {
        inForce = world.time.instant().plusMillis(upTo(POLICY_COMES_INTO_FORCE.toMillis()));
    }

    /// A number from 0 to the highest.
    long upTo(long highest) {
        return highest <= 0 ? 0 : random.nextLong(highest + 1);
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Duration between(long from, long to) {
        return Duration.ofMillis(random.nextLong(from, to + 1));
    }

    /// How long a message usually takes, one way.
    Duration latency() {
        return between(2, 60);
    }

    Duration slowness() {
        return between(500, 12_000);
    }

    Duration backFrom(Duration there) {
        return chance(0.5) ? there : latency();
    }

    /// How a call to AWS IoT travels.
    CallFate callFate() {
        if (!chance(calls)) {
            return new CallFate(latency(), latency(), false, false);
        }
        return switch (random.nextInt(8)) {
            case 0 -> counted("fault: AWS IoT hangs", new CallFate(Duration.ZERO, Duration.ZERO, true, false));
            case 1 ->
                counted(
                        "fault: AWS IoT hangs beyond all time limits",
                        new CallFate(Duration.ZERO, Duration.ZERO, true, true));
            case 2 -> counted("fault: AWS IoT answers late", new CallFate(latency(), slowness(), false, false));
            case 3 -> counted("fault: AWS IoT is reached late", new CallFate(slowness(), latency(), false, false));
            default -> new CallFate(latency(), latency(), false, false);
        };
    }

    @Override
    public Optional<Fault> take(Operation operation) {
        Instant now = world.time.instant();
        if (now.isBefore(inForce)) {
            return Optional.of(counted(EARLY_DENIAL, Fault.accessDenied()));
        }
        if (iotOutage.covers(now) && chance(0.95)) {
            return Optional.of(
                    counted("fault: AWS IoT is out of order", oneOf(List.of(Fault.status(503), Fault.throttling()))));
        }
        if (!chance(calls)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (random.nextInt(10)) {
                    case 0 -> counted("fault: AWS IoT answers 500", Fault.status(500));
                    case 1 -> counted("fault: AWS IoT answers 503", Fault.status(503));
                    case 2 ->
                        counted("fault: AWS IoT answers garbage", new Fault.Garbage(502, "<html>Bad Gateway</html>"));
                    case 3 -> counted("fault: AWS IoT answers garbage", new Fault.Garbage(200, "<html>Hello</html>"));
                    case 4 -> counted("fault: AWS IoT answers garbage", Fault.html());
                    case 5 -> counted("fault: AWS IoT resets", Fault.dropped());
                    case 6 -> counted("fault: AWS IoT resets after the effect", Fault.answerLost());
                    default -> counted("fault: AWS IoT throttles", Fault.throttling());
                });
    }

    /// What a PUT of the attempt's answer meets.
    AnswerFate answerFate(Attempt attempt) {
        if (forbidden.computeIfAbsent(attempt.requestId(), id -> chance(answers / 50))) {
            return fate(AnswerFate.FORBIDDEN_FOR_EVER);
        }
        if (bucketOutage.covers(world.time.instant())) {
            return fate(oneOf(List.of(AnswerFate.SLOW_DOWN, AnswerFate.HANGS, AnswerFate.RESET)));
        }
        if (chance(answers / 7) && forbiddenOnce.add(attempt.requestId())) {
            return fate(AnswerFate.FORBIDDEN);
        }
        return chance(answers)
                ? fate(oneOf(List.of(
                        AnswerFate.SLOW,
                        AnswerFate.INTERNAL_ERROR,
                        AnswerFate.SLOW_DOWN,
                        AnswerFate.RESET,
                        AnswerFate.RESET_AFTER_TAKING,
                        AnswerFate.HANGS)))
                : AnswerFate.TAKEN;
    }

    private AnswerFate fate(AnswerFate fate) {
        return counted("fault: answer " + fate, fate);
    }

    /// Whether no answer to this request can ever be delivered.
    boolean isForbiddenForEver(String requestId) {
        return forbidden.getOrDefault(requestId, false);
    }

    /// What becomes of an attempt's process. Somebody must live to answer: the last attempt where nobody is told of its
    /// failure, or else whoever is told.
    Optional<Doom> doom(boolean last, boolean toldOfFailure) {
        if (last || !chance(toldOfFailure ? kills / 4 : kills)) {
            return Optional.empty();
        }
        int occurrence = chance(0.6) ? 1 : 1 + random.nextInt(8);
        Moment moment = oneOf(List.of(Moment.values()));
        return Optional.of(
                new Doom(moment, moment == Moment.START || moment == Moment.RETURN ? 1 : occurrence, chance(0.15)));
    }

    /// How long an event waits before its function gets it.
    Duration deliveryDelay(boolean toldOfFailure) {
        return chance(lateEvents) ? between(0, toldOfFailure ? 20_000 : 40_000) : between(5, 300);
    }

    Duration coldStart() {
        return between(300, 2_500);
    }

    /// How long after its arrival an event comes once more; empty where it does not.
    Optional<Duration> duplicate(Duration maximumEventAge) {
        if (!chance(duplicates)) {
            return Optional.empty();
        }
        long longest = chance(0.3) ? 20_000 : maximumEventAge.toMillis();
        return Optional.of(counted("duplicates", between(0, longest)));
    }

    /// Whether devices and their operator do something just while the function is at work.
    boolean letsFleetMeddle() {
        return letsFleetMeddle;
    }

    private <T> T counted(String what, T value) {
        world.evidence.count(what);
        world.evidence.note("mischief: " + what);
        return value;
    }

    private record Outage(Instant from, Instant until) {
        boolean covers(Instant instant) {
            return !instant.isBefore(from) && instant.isBefore(until);
        }
    }
}
