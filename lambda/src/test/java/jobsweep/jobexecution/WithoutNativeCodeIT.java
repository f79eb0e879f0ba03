package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import jobsweep.Events;
import jobsweep.FakeLambda;
import jobsweep.LoopbackServer;
import jobsweep.LoopbackServer.Reply;
import jobsweep.invocation.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The entry points, each in a JVM of its own in which the native library can't be loaded.
class WithoutNativeCodeIT {

    private static final String ANOTHER_PROCESSORS = "armv8";
    private static final String NONE = "m68k";

    private final LoopbackServer bucket = new LoopbackServer(Reply.status(503), Reply.status(200));

    @AfterEach
    void stopBucket() {
        bucket.close();
    }

    @Test
    void theOnFailureFunctionAnswersAllTheSame() throws Exception {
        handle(OnFailureHandler.class, NONE, """
                {'requestPayload':%s,'requestContext':{'requestId':'r','condition':'RetriesExhausted'},
                 'responsePayload':{'errorType':'Runtime.ExitError','errorMessage':'exit status 1'}}
                """.formatted(delete("firmware/sensor/7")));

        assertThat(answer())
                .containsEntry("Status", "FAILED")
                .containsEntry("PhysicalResourceId", "firmware/sensor/7")
                .extractingByKey("Reason")
                .asString()
                .contains("RetriesExhausted", "Runtime.ExitError: exit status 1")
                .contains("native library can't be loaded on this processor, " + System.getProperty("os.arch") + ": ");
    }

    @Test
    void theCustomResourceSaysSoItself() throws Exception {
        handle(JobExecutionHandler.class, ANOTHER_PROCESSORS, delete("firmware/sensor/7"));

        assertThat(answer())
                .containsEntry("Status", "FAILED")
                .extractingByKey("Reason")
                .asString()
                .contains("The client for AWS IoT can't be made")
                .contains("native library can't be loaded on this processor, " + System.getProperty("os.arch") + ": ");
    }

    @Test
    void theDeleteOfWhatWasNeverMadeSucceedsWithTheUrlAsItCameAndNoContentType() throws Exception {
        handle(JobExecutionHandler.class, NONE, delete("create-failed:c0ffee-1"));

        assertThat(answer()).containsEntry("Status", "SUCCESS");
        LoopbackServer.Request put = bucket.requests().getLast();
        assertThat(Events.url(bucket)).endsWith(put.target());
        assertThat(put.method()).isEqualTo("PUT");
        assertThat(put.headers()).doesNotContainKey("Content-type");
    }

    private String delete(String id) {
        return Events.text(bucket, "'RequestType':'Delete','PhysicalResourceId':'" + id + "'", "");
    }

    private Map<String, Object> answer() {
        return Json.readObject(Events.verbatim(bucket.requests().getLast().body()))
                .orElseThrow();
    }

    private void handle(Class<? extends EntryPoint> handler, String library, String event) throws Exception {
        ProcessBuilder child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Daws.crt.arch=" + library,
                        // Not where one lies that was unpacked for another test.
                        "-Djava.library.path=" + Path.of("no", "such", "folder"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        handler.getName())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        child.environment().putAll(Events.environment(bucket));
        child.environment().put("AWS_REGION", "eu-central-1");
        Process process = child.start();
        try (OutputStream input = process.getOutputStream()) {
            Events.input(event).transferTo(input);
        }
        assertThat(process.waitFor()).isZero();
        assertThat(bucket.requests()).hasSize(2);
    }

    /// What that JVM runs: a handler, for the one event that it reads.
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
            Class.forName(arguments[0])
                    .asSubclass(EntryPoint.class)
                    .getConstructor()
                    .newInstance()
                    .handle(
                            System.in,
                            OutputStream.nullOutputStream(),
                            new FakeLambda(Duration.ofMinutes(2)).invocation());
        }
    }
}
