package jobsweep.simulator.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Handlers that do one thing each. Travels in an archive of its own, so it uses nothing but the JDK and Lambda's core.
public final class TestFunction {
    private static final List<byte[]> LEAK = new ArrayList<>();
    private static int calls;

    public void echo(InputStream event, OutputStream answer, Context context) throws IOException {
        System.out.println("größe " + context.getFunctionName());
        System.err.println("to standard error");
        event.transferTo(answer);
    }

    public void fail(InputStream event, OutputStream answer, Context context) {
        throw new IllegalStateException("out of order");
    }

    public void failWithError(InputStream event, OutputStream answer, Context context) {
        throw new OutOfMemoryError("out of memory");
    }

    public void allocate(InputStream event, OutputStream answer, Context context) {
        allocateInto(new ArrayList<>());
    }

    public void leak(InputStream event, OutputStream answer, Context context) {
        allocateInto(LEAK);
    }

    public void failOnce(InputStream event, OutputStream answer, Context context) {
        calls++;
        if (calls == 1) {
            throw new IllegalStateException("not yet");
        }
    }

    public void hang(InputStream event, OutputStream answer, Context context) throws InterruptedException {
        System.out.println("hanging");
        Thread.sleep(60_000);
    }

    public void exit(InputStream event, OutputStream answer, Context context) {
        System.exit(3);
    }

    public void count(InputStream event, OutputStream answer, Context context) throws IOException {
        calls++;
        write(answer, Integer.toString(calls));
    }

    public void variables(InputStream event, OutputStream answer, Context context) throws IOException {
        write(answer, String.join(" ", new TreeSet<>(System.getenv().keySet())));
    }

    public void variable(InputStream event, OutputStream answer, Context context) throws IOException {
        String name = new String(event.readAllBytes(), StandardCharsets.UTF_8).replace("\"", "");
        write(answer, System.getenv(name));
    }

    public void machine(InputStream event, OutputStream answer, Context context) throws IOException {
        write(
                answer,
                "heap %s MB, %s, %s ms left of %s"
                        .formatted(
                                Runtime.getRuntime().maxMemory() >> 20,
                                ManagementFactory.getGarbageCollectorMXBeans()
                                        .getFirst()
                                        .getName(),
                                context.getRemainingTimeInMillis() / 100_000 * 100_000,
                                context.getInvokedFunctionArn()));
    }

    public void remaining(InputStream event, OutputStream answer, Context context) throws IOException {
        write(answer, Integer.toString(context.getRemainingTimeInMillis()));
    }

    private static void allocateInto(List<byte[]> memory) {
        while (true) {
            memory.add(new byte[1 << 20]);
        }
    }

    private static void write(OutputStream answer, String text) throws IOException {
        answer.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
