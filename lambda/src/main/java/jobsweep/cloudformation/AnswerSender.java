package jobsweep.cloudformation;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// Puts an answer to its URL, again and again until it has arrived or time is up.
///
/// On the JDK's own client, which sends the URL's path and query as they are and adds no `Content-Type`: the URL's
/// signature covers both.
final class AnswerSender {

    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final RandomGenerator random;

    AnswerSender(RandomGenerator random) {
        this.random = random;
    }

    /// @return the number of attempts it took
    /// @throws UndeliveredException where the answer was refused, or did not arrive in time
    int send(ResponseUrl url, byte[] body, Deadline deadline) {
        for (int attempt = 1; ; attempt++) {
            Attempt result = attempt(url, body, deadline.leftUpTo(LONGEST_ATTEMPT));
            if (result.arrived()) {
                return attempt;
            }
            if (!result.passing() || !deadline.pause(pauseAfter(attempt))) {
                throw new UndeliveredException(url, result.outcome(), attempt);
            }
        }
    }

    private static Attempt attempt(ResponseUrl url, byte[] body, Duration limit) {
        try {
            return Attempt.answered(put(url, body, Math.toIntExact(limit.toMillis())));
        } catch (IOException failure) {
            return new Attempt(failure.getClass().getName(), false, true);
        } catch (RuntimeException failure) {
            // Not let through: its message may repeat the URL as well.
            return new Attempt(failure.getClass().getName(), false, false);
        }
    }

    private static int put(ResponseUrl url, byte[] body, int limitMillis) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.secret().toURL().openConnection();
        try {
            connection.setConnectTimeout(limitMillis);
            connection.setReadTimeout(limitMillis);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestMethod("PUT");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(body.length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    /// Exponential with full jitter, so that many functions whose answers failed together do not come back together.
    private Duration pauseAfter(int attempt) {
        long longest = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attempt - 1, 10));
        return Duration.ofMillis(random.nextLong(longest + 1));
    }

    /// How one attempt ended.
    ///
    /// @param outcome HTTP status or class of the failure; never a message, which may repeat the URL
    /// @param passing whether another attempt may end better
    private record Attempt(String outcome, boolean arrived, boolean passing) {

        static Attempt answered(int status) {
            boolean arrived = status >= 200 && status < 300;
            return new Attempt("HTTP " + status, arrived, status >= 500 || status == 429);
        }
    }
}
