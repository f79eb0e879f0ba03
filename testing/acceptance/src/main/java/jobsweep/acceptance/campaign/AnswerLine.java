package jobsweep.acceptance.campaign;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import jobsweep.acceptance.SdkHttp;
import jobsweep.simulator.http.HttpAnswer;
import jobsweep.simulator.http.HttpCall;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;

/// One answer's way to the bucket.
record AnswerLine(World world, Attempt attempt, HttpCall put, CompletableFuture<Void> aborted)
        implements ExecutableHttpRequest {
    private static final Duration LONGEST = Duration.ofHours(1);

    @Override
    public HttpExecuteResponse call() throws IOException {
        attempt.pass(Moment.BEFORE_ANSWER);
        AnswerFate fate = world.mischief.answerFate(attempt);
        int status = switch (fate) {
            case TAKEN -> taken(world.mischief.latency());
            case SLOW -> taken(world.mischief.slowness());
            case INTERNAL_ERROR -> refused(500);
            case SLOW_DOWN -> refused(503);
            case FORBIDDEN, FORBIDDEN_FOR_EVER -> refused(403);
            case RESET -> {
                pause(world.mischief.latency());
                throw new SocketException("Connection reset by " + put.target());
            }
            case RESET_AFTER_TAKING -> {
                take(world.mischief.latency());
                unheard();
                throw new SocketException("Connection reset by " + put.target());
            }
            case HANGS -> {
                pause(LONGEST);
                throw new SocketTimeoutException("Read timed out: " + put.target());
            }
        };
        return SdkHttp.response(new HttpAnswer(status, Map.of(), ""));
    }

    @Override
    public void abort() {
        aborted.complete(null);
    }

    private int refused(int status) throws IOException {
        pause(world.mischief.latency());
        return status;
    }

    private int taken(Duration there) throws IOException {
        int status = take(there);
        attempt.pass(Moment.AFTER_ANSWER);
        try {
            pause(world.mischief.backFrom(there));
        } catch (SocketTimeoutException givenUp) {
            unheard();
            throw givenUp;
        }
        if (status == 200) {
            attempt.acknowledge();
        }
        return status;
    }

    private int take(Duration there) throws IOException {
        pause(there);
        world.evidence.answering(attempt);
        URI url = put.target();
        URI target = URI.create(url.getRawPath() + "?" + url.getRawQuery());
        Map<String, String> headers = Map.of("Content-Length", Integer.toString(put.body().length));
        return world.inbox
                .answer(new HttpCall("PUT", target, headers, put.body()))
                .status();
    }

    /// An answer that was taken and not acknowledged may come again.
    private void unheard() {
        world.inbox.deliveredAgain(attempt.requestId());
    }

    /// @throws SocketTimeoutException where nobody waits for it any longer
    private void pause(Duration pause) throws IOException {
        CompletableFuture<Void> over = new CompletableFuture<>();
        world.time.after(pause, () -> over.complete(null));
        world.time.await(CompletableFuture.anyOf(over, aborted));
        if (aborted.isDone()) {
            throw new SocketTimeoutException("Given up: " + put.target());
        }
        attempt.sandbox().check();
    }
}
