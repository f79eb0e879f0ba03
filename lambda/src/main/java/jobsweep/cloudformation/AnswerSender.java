package jobsweep.cloudformation;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import jobsweep.invocation.Deadline;
import jobsweep.platform.Platform;

/// The way of one request's answer: it can be sent once, and is put again and again until it has arrived or time is up.
final class AnswerSender {

    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /// Too slow (408, and S3's 400), too early, too many. What is refused for good, such as a URL that has expired, is
    /// for Lambda's next attempt.
    private static final Set<Integer> PASSING = Set.of(400, 408, 425, 429);

    private final ResponseAddress address;
    private final Platform platform;
    private final Deadline deadline;
    private final AtomicBoolean answered = new AtomicBoolean();

    AnswerSender(ResponseAddress address, Platform platform, Deadline deadline) {
        this.address = address;
        this.platform = platform;
        this.deadline = deadline;
    }

    /// @return the number of attempts it took
    /// @throws UndeliveredException where the answer was refused, or did not arrive in time
    /// @throws IllegalStateException where the request has its answer already
    int send(Answer answer) {
        if (answered.getAndSet(true)) {
            throw new IllegalStateException("Request " + address.requestId() + " has its answer already");
        }
        byte[] body = AnswerBody.of(address, answer);
        for (int attempt = 1; ; attempt++) {
            Attempt result = put(body);
            if (result.arrived()) {
                return attempt;
            }
            if (!result.passing() || !deadline.pause(pauseAfter(attempt))) {
                throw new UndeliveredException(address.url(), result.outcome(), attempt);
            }
        }
    }

    private Attempt put(byte[] body) {
        try {
            return Attempt.of(platform.put(address.url().secret(), body, deadline.leftUpTo(LONGEST_ATTEMPT)));
        } catch (RuntimeException failure) {
            // Not let through: its message may repeat the URL.
            return new Attempt(failure.getClass().getName(), false, false);
        }
    }

    /// Exponential with full jitter, so that many functions whose answers failed together do not come back together.
    private Duration pauseAfter(int attempt) {
        long longest = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 10));
        return Duration.ofMillis(platform.random().nextLong(longest + 1));
    }

    /// How one attempt ended.
    ///
    /// @param outcome HTTP status or class of the failure; never a message, which may repeat the URL
    /// @param passing whether another attempt may end better
    private record Attempt(String outcome, boolean arrived, boolean passing) {

        static Attempt of(Future<Integer> put) {
            return switch (put.state()) {
                case SUCCESS -> answered(put.resultNow());
                case FAILED ->
                    new Attempt(
                            put.exceptionNow().getClass().getName(), false, put.exceptionNow() instanceof IOException);
                case CANCELLED, RUNNING -> new Attempt(HttpTimeoutException.class.getName(), false, true);
            };
        }

        private static Attempt answered(int status) {
            boolean arrived = status >= 200 && status < 300;
            return new Attempt("HTTP " + status, arrived, status >= 500 || PASSING.contains(status));
        }
    }
}
