package jobsweep.jobexecution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jobsweep.FakeLambda;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.Invocation;
import jobsweep.platform.Platform;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;

/// The command that measures what a warm event's Delete costs the function alone: the same one over and over, on real
/// threads, with nobody at the other ends. `docs/performance.md` says how it is started.
final class OwnWork {

    private static final int EVENTS = 5000;

    /// Of so many events in a row the middle one is shown.
    private static final int WINDOW = 50;

    private OwnWork() {}

    public static void main(String[] args) {
        TimeInCalls calls = new TimeInCalls();
        Platform platform = Platform.ofThisMachine(new Rehearsal.Nobody());
        var handler =
                new JobExecutionHandler(Map.of(), () -> client(calls), TestClients::sqs, TestClients::lambda, platform);
        List<String> log = new ArrayList<>();
        var lines = new Invocation.Log("group", "stream", log::add);
        byte[] event = Rehearsal.EVENT.getBytes(UTF_8);
        long[] all = new long[EVENTS];
        long[] own = new long[EVENTS];
        for (int i = 0; i < EVENTS; i++) {
            calls.nanos = 0;
            long began = System.nanoTime();
            handler.handle(
                    new ByteArrayInputStream(event),
                    OutputStream.nullOutputStream(),
                    new Invocation(
                            FakeLambda.FUNCTION_ARN,
                            "1",
                            lines,
                            new Deadline(
                                    platform.clock(), platform.clock().now().plusSeconds(60))));
            all[i] = System.nanoTime() - began;
            own[i] = all[i] - calls.nanos;
        }
        if (!log.stream().allMatch(line -> line.contains("\"status\":\"SUCCESS\""))) {
            throw new IllegalStateException("A deletion failed: " + log.getLast());
        }
        System.out.printf(Locale.ROOT, "| Event | all of it (µs) | beside the SDK's calls (µs) |%n|---:|---:|---:|%n");
        for (int from : new int[] {50, 100, 500, 1000, 2000, EVENTS - WINDOW}) {
            System.out.printf(
                    Locale.ROOT, "| %d | %d | %d |%n", from, medianMicros(all, from), medianMicros(own, from));
        }
    }

    private static IotClient client(ExecutionInterceptor interceptor) {
        var client = AwsClients.iot(new Rehearsal.Nobody());
        return client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                        .addExecutionInterceptor(interceptor)
                        .build())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "key")))
                .build();
    }

    private static long medianMicros(long[] nanos, int from) {
        long[] window = Arrays.copyOfRange(nanos, from, from + WINDOW);
        Arrays.sort(window);
        return window[WINDOW / 2] / 1000;
    }

    /// How long the SDK's calls took, from the request to the answer as an object.
    private static final class TimeInCalls implements ExecutionInterceptor {

        // Only ever used by one thread after another, as the handler hands its work over and waits for it.
        private long nanos;
        private long began;

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            began = System.nanoTime();
        }

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            nanos += System.nanoTime() - began;
        }
    }
}
