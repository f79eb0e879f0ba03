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
import jobsweep.simulator.lambda.Deliveries;
import jobsweep.simulator.lambda.Event;
import jobsweep.simulator.lambda.FunctionConfiguration;

/// What goes wrong, how long things take, and when: all of it drawn from one source of chance.
final class FaultInjector implements Deliveries {
    private static final Duration POLICY_COMES_INTO_FORCE = Duration.ofSeconds(8);

    private final FaultRates rates;
    private final History history;
    private final SplittableRandom random;
    private final Outage iotOutage;
    private final Outage bucketOutage;
    private final Map<String, Boolean> forbidden = new HashMap<>();
    private final Set<String> forbiddenOnce = new HashSet<>();
    private Instant inForce = Instant.MAX;

    FaultInjector(FaultRates rates, History history, SplittableRandom random) {
        this.rates = rates;
        this.history = history;
        this.random = random;
        iotOutage = outage(rates.calls(), Duration.ofMinutes(20));
        bucketOutage = outage(rates.answers(), Duration.ofSeconds(150));
    }

    private Outage outage(double rate, Duration longest) {
        Instant from = history.now().plusSeconds(random.nextInt(3 * 3600));
        return new Outage(from, rate > 0.1 ? from.plus(upTo(longest)) : from);
    }

    /// Lets the roles' policies come into force a few seconds after they were attached.
    void policyAttached() {
        inForce = history.now().plus(upTo(POLICY_COMES_INTO_FORCE));
    }

    /// A part of some time.
    Duration upTo(Duration longest) {
        return Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
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

    /// How long a call is under way to a service.
    Duration there(NetworkFault fault) {
        return fault == NetworkFault.IS_REACHED_LATE ? between(500, 12_000) : travel();
    }

    /// How long its answer is.
    Duration back(NetworkFault fault) {
        return fault == NetworkFault.ANSWERS_LATE ? between(500, 12_000) : travel();
    }

    /// What a call meets.
    ///
    /// @param requestId of the request that an answer is to
    NetworkFault next(Service service, String requestId) {
        return switch (service) {
            case IOT -> onWayToIot();
            case SQS, LAMBDA -> fault(service, rates.calls(), NetworkFault.ERRORS);
            case BUCKET -> onWayToBucket(requestId);
        };
    }

    private NetworkFault onWayToIot() {
        if (history.now().isBefore(inForce)) {
            return counted(Service.IOT, NetworkFault.DENIES);
        }
        if (iotOutage.covers(history.now()) && chance(0.95)) {
            return counted(Service.IOT, oneOf(List.of(NetworkFault.ANSWERS_503, NetworkFault.THROTTLES)));
        }
        return chance(rates.throttling())
                ? counted(Service.IOT, NetworkFault.THROTTLES)
                : fault(Service.IOT, rates.calls(), NetworkFault.ERRORS_OF_IOT);
    }

    // Where an answer is forbidden once, the function takes that for lasting, and another attempt finds that it was
    // not.
    private NetworkFault onWayToBucket(String requestId) {
        if (forbidden.computeIfAbsent(requestId, id -> chance(rates.answers() / 50))
                || (chance(rates.answers() / 7) && forbiddenOnce.add(requestId))) {
            return counted(Service.BUCKET, NetworkFault.DENIES);
        }
        double rate = bucketOutage.covers(history.now()) ? 1 : rates.answers();
        return fault(Service.BUCKET, rate, NetworkFault.ERRORS);
    }

    private NetworkFault fault(Service service, double rate, List<NetworkFault> errors) {
        return chance(rate)
                ? counted(service, oneOf(chance(rates.delays()) ? NetworkFault.DELAYS : errors))
                : NetworkFault.NONE;
    }

    private NetworkFault counted(Service service, NetworkFault fault) {
        history.happened("fault: %s %s".formatted(service, fault.inWords()));
        return fault;
    }

    /// Whether no answer to this request can ever be delivered.
    boolean isForbiddenForEver(String requestId) {
        return forbidden.getOrDefault(requestId, false);
    }

    /// The end of a process that begins to work on an event, if it is not to live beyond. Somebody must live to answer:
    /// the last attempt where nobody is told of its failure, or else whoever is told.
    Optional<Kill> kill(boolean last, boolean toldOfFailure) {
        if (last || !chance(toldOfFailure ? rates.kills() / 4 : rates.kills())) {
            return Optional.empty();
        }
        KillPoint moment = oneOf(List.of(KillPoint.values()));
        boolean comesOnce = moment == KillPoint.START || moment == KillPoint.RETURN || chance(0.6);
        return Optional.of(new Kill(moment, comesOnce ? 1 : 1 + random.nextInt(8), chance(rates.hangs())));
    }

    /// Whether devices or an operator do something at this moment.
    boolean meddles() {
        return chance(rates.meddling());
    }

    @Override
    public Duration delay(Event event) {
        return chance(rates.lateEvents()) ? between(0, tellsOfFailure(event) ? 20_000 : 40_000) : between(5, 300);
    }

    @Override
    public Optional<Duration> duplicate(FunctionConfiguration function, Event event) {
        if (!chance(rates.duplicates())) {
            return Optional.empty();
        }
        history.happened("duplicates");
        return Optional.of(
                upTo(chance(0.3) ? Duration.ofSeconds(20) : function.events().maximumEventAge()));
    }

    private static boolean tellsOfFailure(Event event) {
        return event.payload().contains("\"requestPayload\"");
    }

    @Override
    public Duration coldStart() {
        return between(300, 2_500);
    }

    /// How long a message usually takes, one way.
    @Override
    public Duration travel() {
        return between(2, 60);
    }

    private record Outage(Instant from, Instant until) {
        boolean covers(Instant instant) {
            return !instant.isBefore(from) && instant.isBefore(until);
        }
    }
}
