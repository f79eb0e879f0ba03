package jobsweep.acceptance.campaign;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import jobsweep.simulator.http.HttpCall;

/// An attempt's way to the bucket for answers.
record AnswerLine(World world, Attempt attempt) {
    private static final Duration LONGEST = Duration.ofHours(1);

    /// Puts an answer, and returns the HTTP status.
    int put(URI url, byte[] body, Duration limit) throws IOException {
        attempt.pass(Moment.BEFORE_ANSWER);
        AnswerFate fate = world.mischief.answerFate(attempt);
        return switch (fate) {
            case TAKEN -> taken(url, body, limit, world.mischief.latency());
            case SLOW -> taken(url, body, limit, world.mischief.slowness());
            case INTERNAL_ERROR -> refused(500);
            case SLOW_DOWN -> refused(503);
            case FORBIDDEN, FORBIDDEN_FOR_EVER -> refused(403);
            case RESET -> {
                pause(world.mischief.latency());
                throw new SocketException("Connection reset by " + url);
            }
            case RESET_AFTER_TAKING -> {
                take(url, body, world.mischief.latency());
                unheard();
                throw new SocketException("Connection reset by " + url);
            }
            case HANGS -> {
                pause(limit);
                throw new SocketTimeoutException("Read timed out: " + url);
            }
        };
    }

    private int refused(int status) {
        pause(world.mischief.latency());
        return status;
    }

    private int taken(URI url, byte[] body, Duration limit, Duration there) throws IOException {
        if (there.compareTo(limit) > 0) {
            pause(limit);
            throw new SocketTimeoutException("Connect timed out: " + url);
        }
        int status = take(url, body, there);
        Duration back = world.mischief.backFrom(there);
        if (there.plus(back).compareTo(limit) > 0) {
            unheard();
            pause(limit.minus(there));
            throw new SocketTimeoutException("Read timed out: " + url);
        }
        attempt.pass(Moment.AFTER_ANSWER);
        pause(back);
        if (status == 200) {
            attempt.acknowledge();
        }
        return status;
    }

    private int take(URI url, byte[] body, Duration there) {
        pause(there);
        world.evidence.answering(attempt);
        URI target = URI.create(url.getRawPath() + "?" + url.getRawQuery());
        Map<String, String> headers = Map.of("Content-Length", Integer.toString(body.length));
        return world.inbox.answer(new HttpCall("PUT", target, headers, body)).status();
    }

    /// An answer that was taken and not acknowledged may come again.
    private void unheard() {
        world.inbox.deliveredAgain(attempt.requestId());
    }

    private void pause(Duration pause) {
        world.time.sleep(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
        attempt.sandbox().check();
    }
}
