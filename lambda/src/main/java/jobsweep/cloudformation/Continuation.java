package jobsweep.cloudformation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import jobsweep.invocation.Json;

/// What an invocation has to know of those before it that worked on the same request. It travels as a member of the
/// event, which is otherwise CloudFormation's.
///
/// @param madeAt when CloudFormation made the request, as far as that is known
/// @param done how much they have done
/// @param serviceTimeout how long CloudFormation waits for the answer
public record Continuation(Instant madeAt, long done, Duration serviceTimeout) {

    static final String MEMBER = "Continuation";

    private static final String MADE_AT = "MadeAt";
    private static final String DONE = "Done";
    private static final String SERVICE_TIMEOUT = "ServiceTimeout";
    private static final Duration LONGEST_SERVICE_TIMEOUT = Duration.ofHours(1);

    /// What the request's way here may have taken, and the answer's way back.
    private static final Duration TRANSIT = Duration.ofMinutes(3);

    static Continuation of(CustomResourceEvent event, Instant madeAt) {
        Map<String, Object> before = Json.member(event.members(), MEMBER).orElse(Map.of());
        return new Continuation(
                text(before, MADE_AT).map(Instant::parse).orElse(madeAt),
                text(before, DONE).map(Long::parseLong).orElse(0L),
                text(event.resourceProperties(), SERVICE_TIMEOUT)
                        .filter(seconds -> seconds.matches("[0-9]{1,4}"))
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                        .orElse(LONGEST_SERVICE_TIMEOUT));
    }

    private static Optional<String> text(Map<String, Object> members, String name) {
        return Optional.ofNullable(members.get(name))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /// The moment at which work has to end, lest the answer come too late.
    public Instant end() {
        return madeAt.plus(serviceTimeout).minus(TRANSIT);
    }

    /// The same for the next invocation, once so much is done by all of them together.
    public Continuation after(long done) {
        return new Continuation(madeAt, done, serviceTimeout);
    }

    Map<String, Object> member() {
        return Map.of(MADE_AT, madeAt.toString(), DONE, Long.toString(done));
    }
}
