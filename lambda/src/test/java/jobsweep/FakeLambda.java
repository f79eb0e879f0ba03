package jobsweep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.Invocation;
import jobsweep.platform.Clock;
import jobsweep.platform.Http;
import jobsweep.platform.Platform;
import software.amazon.awssdk.http.SdkHttpClient;

/// One invocation's Lambda: time that passes only when somebody waits, the same chances in every run, a log that can be
/// read, and this machine's network.
public final class FakeLambda implements Clock {

    public static final String FUNCTION_ARN = "arn:aws-cn:lambda:cn-north-1:123456789012:function:jobsweep";

    /// The function's own, one for all tests.
    public static final SdkHttpClient HTTP = Http.client();

    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

    private final FakeThreads threads = new FakeThreads();
    private final List<String> log = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final Instant end;
    private Instant now = BEGIN;
    private Runnable afterPause = () -> {};

    public FakeLambda(Duration left) {
        this.end = BEGIN.plus(left);
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void pause(Duration pause) {
        pauses.add(pause);
        now = now.plus(pause);
        afterPause.run();
    }

    /// What somebody else does during every pause.
    public void afterPause(Runnable event) {
        afterPause = event;
    }

    public synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    public Deadline deadline() {
        return new Deadline(this, end);
    }

    public Duration left() {
        return Duration.between(now(), end);
    }

    public FakeThreads threads() {
        return threads;
    }

    public Platform platform() {
        return platform(HTTP);
    }

    public Platform platform(SdkHttpClient http) {
        return new Platform(http, this, new SplittableRandom(7), threads);
    }

    public Invocation invocation() {
        var lines = new Invocation.Log("log-group", "2026/11/23/[$LATEST]abc", this::log);
        return new Invocation(FUNCTION_ARN, "lambda-request-1", lines, deadline());
    }

    private synchronized void log(String line) {
        log.add(line);
    }

    public synchronized List<String> log() {
        return List.copyOf(log);
    }
}
