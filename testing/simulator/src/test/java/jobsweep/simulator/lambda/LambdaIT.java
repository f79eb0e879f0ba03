package jobsweep.simulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import jobsweep.simulator.iam.Iam;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LambdaIT {
    private static final String ROLE = "arn:aws:iam::123456789012:role/Cleanup";
    private static final String ARN = "arn:aws:lambda:eu-central-1:123456789012:function:cleanup";
    private static final String DESTINATION = "arn:aws:lambda:eu-central-1:123456789012:function:last-resort";
    private static final JsonNode EVENT = TextNode.valueOf("hello");

    @TempDir
    private static Path packed;

    private final Iam iam = new Iam();
    private final Lambda.Builder settings;
    private final Lambda lambda;

    LambdaIT(@TempDir Path directory) throws IOException {
        iam.putRole(ROLE, json("""
                        {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                                       "Principal": {"Service": "lambda.amazonaws.com"}}}"""));
        Jvms jvms = Jvms.in(directory)
                .environment(() -> Map.of("AWS_ENDPOINT_URL_IOT", "http://localhost:1"))
                .build();
        settings = Lambda.builder(iam, jvms).retryDelays(Duration.ofMillis(1), Duration.ofMillis(1));
        lambda = settings.build();
    }

    @BeforeAll
    static void pack() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive()))) {
            for (Class<?> type :
                    List.of(TestFunction.class, UnreadyFunction.class, ExitingFunction.class, StuckFunction.class)) {
                String file = type.getName().replace('.', '/') + ".class";
                zip.putNextEntry(new ZipEntry(file));
                try (InputStream content =
                        Objects.requireNonNull(type.getClassLoader().getResourceAsStream(file))) {
                    content.transferTo(zip);
                }
            }
        }
    }

    @AfterEach
    void close() {
        lambda.close();
    }

    @Test
    void anEventThatFailsThreeTimesReachesTheDestination() {
        allow("lambda:InvokeFunction", DESTINATION);
        lambda.put(telling("fail"));
        lambda.put(named(DESTINATION, "echo"));

        lambda.invoke(ARN, EVENT);
        lambda.awaitQuiet();

        AttemptResult told = lambda.invocations().getLast();
        assertThat(told.functionArn()).isEqualTo(DESTINATION);
        JsonNode record = json(payload(told));
        assertThat(record.path("requestPayload")).isEqualTo(EVENT);
        assertThat(record.path("requestContext").path("requestId").asText())
                .isEqualTo(lambda.invocations().getFirst().requestId())
                .isNotEqualTo(told.requestId());
        JsonNode report = record.path("responsePayload");
        assertThat(report.path("errorMessage").asText()).isEqualTo("out of order");
        assertThat(report.path("stackTrace").path(0).asText()).contains("TestFunction.fail(TestFunction.java");
        assertThat(lambda.givenUp()).hasSize(1);
        assertThat(lambda.destinationFailures()).isEmpty();
    }

    @Test
    void whatTheHandlerWritesIsThePayload() {
        lambda.put(function("echo"));

        AttemptResult invocation = lambda.invokeAndWait(ARN, EVENT);

        assertThat(invocation.outcome()).isEqualTo(new Outcome.Succeeded("\"hello\""));
        assertThat(invocation.functionArn()).isEqualTo(ARN);
        assertThat(lambda.invocations()).containsExactly(invocation);
    }

    @Test
    void aWarmEnvironmentTakesTheNextEvent() {
        lambda.put(function("count"));

        AttemptResult first = lambda.invokeAndWait(ARN, EVENT);
        AttemptResult second = lambda.invokeAndWait(ARN, EVENT);

        assertThat(first.outcome()).isEqualTo(new Outcome.Succeeded("1"));
        assertThat(second.outcome()).isEqualTo(new Outcome.Succeeded("2"));
        assertThat(second.logStream()).isEqualTo(first.logStream());
    }

    @Test
    void aChangedFunctionStartsCold() {
        lambda.put(function("count"));
        lambda.invokeAndWait(ARN, EVENT);

        lambda.put(function("count"));

        assertThat(lambda.invokeAndWait(ARN, EVENT).outcome()).isEqualTo(new Outcome.Succeeded("1"));
        assertThat(lambda.environments(ARN)).hasSize(2);
    }

    @Test
    void nothingOfTheParentsEnvironmentReachesTheFunction() {
        lambda.put(function("variables"));

        assertThat(payload(lambda.invokeAndWait(ARN, EVENT)).split(" "))
                .containsExactly(
                        "AWS_ACCESS_KEY_ID",
                        "AWS_DEFAULT_REGION",
                        "AWS_ENDPOINT_URL_IOT",
                        "AWS_EXECUTION_ENV",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                        "AWS_LAMBDA_FUNCTION_NAME",
                        "AWS_LAMBDA_FUNCTION_VERSION",
                        "AWS_LAMBDA_INITIALIZATION_TYPE",
                        "AWS_LAMBDA_LOG_GROUP_NAME",
                        "AWS_LAMBDA_LOG_STREAM_NAME",
                        "AWS_LAMBDA_RUNTIME_API",
                        "AWS_REGION",
                        "AWS_SECRET_ACCESS_KEY",
                        "AWS_SESSION_TOKEN",
                        "LAMBDA_TASK_ROOT",
                        "LANG",
                        "LD_LIBRARY_PATH",
                        "TOKEN",
                        "TZ",
                        "_HANDLER");
    }

    @Test
    void aFunctionCanBringItsOwnRuntime(@TempDir Path directory) throws IOException {
        Path withRuntime = Files.copy(archive(), directory.resolve("with-runtime.zip"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        RuntimeClient client = RuntimeClient.unpackedInto(directory);
        try (FileSystem zip = FileSystems.newFileSystem(withRuntime, Map.of("enablePosixFileAttributes", "true"))) {
            Path bootstrap = Files.writeString(
                    zip.getPath("bootstrap"),
                    "#!/bin/sh%nexec %s -D%s=%s -cp %s %s $_HANDLER%n"
                            .formatted(
                                    java,
                                    RuntimeClient.NATIVE_LIBRARY_PROPERTY,
                                    client.nativeLibrary(),
                                    client.classPath(),
                                    RuntimeClient.MAIN_CLASS));
            Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        lambda.put(function("variables").toBuilder()
                .runtime("provided.al2023")
                .archive(withRuntime)
                .build());

        assertThat(payload(lambda.invokeAndWait(ARN, EVENT)).split(" "))
                .contains("LAMBDA_TASK_ROOT", "_HANDLER")
                .doesNotContain("AWS_EXECUTION_ENV");
    }

    @Test
    void theFunctionIsKnownToIamByItsAccessKey() {
        lambda.put(function("variable"));

        AttemptResult invocation = lambda.invokeAndWait(ARN, TextNode.valueOf("AWS_ACCESS_KEY_ID"));

        assertThat(iam.roleFor(payload(invocation))).contains(ROLE);
    }

    @Test
    void memoryTimeAndCollectorAreLambdas() {
        lambda.put(function("machine", Duration.ofMinutes(10), 0));

        assertThat(payload(lambda.invokeAndWait(ARN, EVENT)))
                .matches("heap 2[01]\\d MB, Copy, 500000 ms left of " + ARN);
    }

    @Test
    void anEventWhoseHandlerThrowsIsTriedThreeTimesInTheSameEnvironment() {
        lambda.put(function("fail"));

        lambda.invoke(ARN, EVENT);
        lambda.awaitQuiet();

        assertThat(lambda.invocations()).extracting(AttemptResult::attempt).containsExactly(1, 2, 3);
        assertThat(lambda.invocations())
                .extracting(LambdaIT::failure)
                .containsOnly("java.lang.IllegalStateException: out of order");
        assertThat(lambda.invocations())
                .extracting(AttemptResult::requestId)
                .containsOnly(lambda.invocations().getFirst().requestId());
        assertThat(lambda.environments(ARN)).hasSize(1);
    }

    @Test
    void retriesEndWithTheFirstSuccess() {
        lambda.put(function("failOnce"));

        lambda.invoke(ARN, EVENT);
        lambda.awaitQuiet();

        assertThat(lambda.invocations()).extracting(AttemptResult::succeeded).containsExactly(false, true);
    }

    @Test
    void anEventIsTriedNoMoreOftenThanTheFunctionSays() {
        lambda.put(function("exit", Duration.ofSeconds(30), 0));

        lambda.invoke(ARN, EVENT);
        lambda.awaitQuiet();

        assertThat(lambda.invocations()).hasSize(1);
    }

    @Test
    void anEventThatHasGrownTooOldIsNotTriedAgain() {
        lambda.put(function("hang", Duration.ofMillis(600), 2).toBuilder()
                .events(new EventSettings(2, Duration.ofMillis(500), Optional.empty()))
                .build());

        lambda.invoke(ARN, EVENT);
        lambda.awaitQuiet();

        assertThat(lambda.invocations()).hasSize(1);
    }

    @Test
    void aProcessThatExitsHasCrashedAndIsReplaced() {
        lambda.put(function("exit", Duration.ofSeconds(30), 1));

        lambda.invoke(ARN, EVENT);
        lambda.awaitQuiet();

        assertThat(lambda.invocations())
                .extracting(AttemptResult::outcome)
                .containsExactly(new Outcome.Crashed(3), new Outcome.Crashed(3));
        assertThat(lambda.environments(ARN)).hasSize(2);
    }

    @Test
    void anErrorIsReportedAndEndsTheEnvironment() {
        lambda.put(function("failWithError", Duration.ofSeconds(30), 1));

        lambda.invoke(ARN, EVENT);
        lambda.awaitQuiet();

        assertThat(lambda.invocations())
                .extracting(LambdaIT::failure)
                .containsOnly("java.lang.OutOfMemoryError: out of memory");
        assertThat(lambda.environments(ARN)).hasSize(2);
    }

    @Test
    void aHandlerThatTakesTooLongIsKilled() {
        lambda.put(function("hang", Duration.ofMillis(300), 0));

        AttemptResult invocation = lambda.invokeAndWait(ARN, EVENT);

        assertThat(invocation.outcome()).isEqualTo(new Outcome.TimedOut(Duration.ofMillis(300)));
        assertThat(jvm(lambda).usage()).isEmpty();
    }

    @Test
    void aFunctionThatCanNotBeInitialisedHasFailed() {
        lambda.put(function(UnreadyFunction.class.getName() + "::echo", Duration.ofSeconds(30), 0));

        AttemptResult invocation = lambda.invokeAndWait(ARN, EVENT);

        assertThat(invocation.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.toString()).contains("no such setting"));
        assertThat(invocation.handedOut()).isEmpty();
    }

    @Test
    void aFunctionWhoseClassIsNotThereHasFailed() {
        lambda.put(function("no.such.Function::echo", Duration.ofSeconds(30), 0));

        AttemptResult invocation = lambda.invokeAndWait(ARN, EVENT);

        assertThat(invocation.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.errorType()).isEqualTo("java.lang.ClassNotFoundException"));
    }

    @Test
    void aFunctionThatExitsWhileItStartsHasCrashedAndIsTriedAgain() {
        lambda.put(function(ExitingFunction.class.getName() + "::echo", Duration.ofSeconds(30), 1));

        lambda.invoke(ARN, EVENT);
        lambda.awaitQuiet();

        assertThat(lambda.invocations())
                .hasSize(2)
                .allMatch(invocation -> invocation.handedOut().isEmpty())
                .extracting(AttemptResult::outcome)
                .containsOnly(new Outcome.Crashed(4));
    }

    @Test
    void aFunctionThatIsKilledWhileItStartsHasCrashed() {
        lambda.put(function(StuckFunction.class.getName() + "::echo", Duration.ofSeconds(30), 0));
        lambda.invoke(ARN, EVENT);
        while (lambda.environments(ARN).isEmpty()) {
            Thread.onSpinWait();
        }

        lambda.killEnvironments(ARN);
        lambda.awaitQuiet();

        assertThat(lambda.invocations()).extracting(AttemptResult::outcome).containsExactly(new Outcome.Crashed(137));
    }

    @Test
    void aFunctionThatIsKilledWhileItWaitsStartsAgain() {
        lambda.put(function("count"));
        lambda.invokeAndWait(ARN, EVENT);

        lambda.killEnvironments(ARN);

        assertThat(lambda.invokeAndWait(ARN, EVENT).outcome()).isEqualTo(new Outcome.Succeeded("1"));
        assertThat(lambda.environments(ARN)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void anAttemptCanBeKilledAtAnyMomentAndIsRepeated(Moment moment) {
        lambda.put(function("count"));
        lambda.invokeAndWait(ARN, EVENT);
        lambda.killNext(ARN, moment, moment);

        lambda.invoke(ARN, EVENT);
        lambda.awaitQuiet();

        List<AttemptResult> attempts = lambda.invocations().subList(1, 4);
        assertThat(attempts)
                .extracting(AttemptResult::outcome)
                .containsExactly(new Outcome.Crashed(137), new Outcome.Crashed(137), new Outcome.Succeeded("1"));
        assertThat(attempts.getFirst().handedOut().isPresent()).isEqualTo(moment != Moment.BEFORE_HAND_OUT);
        assertThat(lambda.environments(ARN)).hasSize(3);
    }

    @Test
    void anAttemptThatIsKilledAtItsResponseHasDoneItsWork() {
        allowLogs();
        lambda.put(function("echo", Duration.ofSeconds(30), 0));
        lambda.killNext(ARN, Moment.AT_RESPONSE);

        lambda.invoke(ARN, EVENT);
        lambda.awaitQuiet();

        assertThat(lambda.invocations()).extracting(AttemptResult::outcome).containsExactly(new Outcome.Crashed(137));
        assertThat(lambda.logs(ARN)).contains("größe cleanup");
    }

    @Test
    void anAttemptThatIsKilledAtHandOutHasDoneNothing() {
        allowLogs();
        lambda.put(function("echo", Duration.ofSeconds(30), 0));
        lambda.killNext(ARN, Moment.AT_HAND_OUT);

        lambda.invoke(ARN, EVENT);
        lambda.awaitQuiet();

        assertThat(lambda.logs(ARN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"allocate", "leak"})
    void aFunctionThatRunsOutOfMemoryFailsAndItsEnvironmentIsReplaced(String method) {
        lambda.put(function(method, Duration.ofSeconds(30), 1));

        lambda.invoke(ARN, EVENT);
        lambda.awaitQuiet();

        assertThat(lambda.invocations())
                .extracting(LambdaIT::failure)
                .containsOnly("java.lang.OutOfMemoryError: Java heap space");
        assertThat(lambda.environments(ARN)).hasSize(2);
    }

    @Test
    void aTimeoutCanBeCutShort() throws IOException {
        try (Lambda brief = settings.longestTimeout(Duration.ofSeconds(20)).build()) {
            brief.put(function("remaining"));
            assertThat(Integer.parseInt(payload(brief.invokeAndWait(ARN, EVENT))))
                    .isBetween(1, 20_000);
        }
        try (Lambda hasty = settings.longestTimeout(Duration.ofMillis(500)).build()) {
            hasty.put(function("hang"));
            assertThat(hasty.invokeAndWait(ARN, EVENT).outcome())
                    .isEqualTo(new Outcome.TimedOut(Duration.ofMillis(500)));
        }
    }

    @Test
    void whatHappensToAFunctionIsCounted() {
        lambda.put(telling("fail"));
        lambda.put(named(DESTINATION, "echo"));

        lambda.invoke(ARN, EVENT);
        lambda.awaitQuiet();

        assertThat(lambda.count(FunctionMetric.ERRORS, ARN)).isEqualTo(3);
        assertThat(lambda.count(FunctionMetric.ASYNC_EVENTS_DROPPED, ARN)).isEqualTo(1);
        assertThat(lambda.count(FunctionMetric.DESTINATION_DELIVERY_FAILURES, ARN))
                .isEqualTo(1);
        assertThat(lambda.count(FunctionMetric.ERRORS, DESTINATION)).isZero();
    }

    @Test
    void killingItsEnvironmentsCrashesTheFunction() {
        lambda.put(function("hang", Duration.ofSeconds(30), 0));
        lambda.invoke(ARN, EVENT);
        awaitFirstPoll();

        lambda.killEnvironments(ARN);
        lambda.awaitQuiet();

        assertThat(lambda.invocations()).extracting(AttemptResult::outcome).containsExactly(new Outcome.Crashed(137));
    }

    @Test
    void moreEventsThanEnvironmentsWaitForTheirTurn() {
        lambda.put(function("count"));

        for (int event = 0; event < 20; event++) {
            lambda.invoke(ARN, EVENT);
        }
        lambda.awaitQuiet();

        assertThat(lambda.invocations()).hasSize(20).allMatch(AttemptResult::succeeded);
        assertThat(lambda.environments(ARN)).hasSize(2);
    }

    @Test
    void anIdleEnvironmentMakesRoomForAnotherFunction() throws IOException {
        String another = ARN + "-2";

        try (Lambda narrow = settings.maximumConcurrency(1).build()) {
            narrow.put(function("count"));
            narrow.put(named(another, "count"));
            narrow.invokeAndWait(ARN, EVENT);

            assertThat(narrow.invokeAndWait(another, EVENT).succeeded()).isTrue();

            assertThat(jvm(narrow).usage()).isEmpty();
        }
    }

    @Test
    void eventsOfADeletedFunctionAreDropped() {
        lambda.put(function("hang", Duration.ofSeconds(30), 2));
        lambda.invoke(ARN, EVENT);
        awaitFirstPoll();

        lambda.delete(ARN);
        lambda.killEnvironments(ARN);
        lambda.awaitQuiet();

        assertThat(lambda.invocations()).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> lambda.invoke(ARN, EVENT));
    }

    @Test
    void outputReachesTheLogGroupIfTheRoleMayWriteIt() {
        allowLogs();
        lambda.put(function("echo"));
        lambda.invokeAndWait(ARN, EVENT);

        iam.deleteRolePolicy(ROLE, "Log");
        lambda.invokeAndWait(ARN, EVENT);

        assertThat(lambda.logs(ARN)).containsExactly("größe cleanup", "to standard error");
        assertThat(iam.unusedStatements(ROLE)).isEmpty();
    }

    @Test
    void aColdStartCanBeMeasured() {
        lambda.put(function("echo"));

        AttemptResult invocation = lambda.invokeAndWait(ARN, EVENT);

        JvmEnvironment environment = jvm(lambda);
        assertThat(environment.logStream()).isEqualTo(invocation.logStream());
        assertThat(environment.timings().firstPoll().orElseThrow())
                .isAfter(environment.timings().processStarted())
                .isBeforeOrEqualTo(invocation.handedOut().orElseThrow());
        assertThat(invocation.ended()).isAfter(invocation.handedOut().orElseThrow());
        assertThat(environment.usage().orElseThrow().cpu()).isPositive();
        assertThat(environment.usage().orElseThrow().peakMemoryBytes()).isBetween(10L << 20, 1L << 30);
    }

    @Test
    void aRoleThatLambdaCanNotAssumeIsRefused() {
        iam.deleteRole(ROLE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> lambda.put(function("echo")))
                .withMessageContaining("cannot be assumed by Lambda");
    }

    @Test
    void anArchiveThatIsNoneIsRefused() throws IOException {
        Path text = Files.writeString(packed.resolve("function.txt"), "no archive");

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        lambda.put(function("echo").toBuilder().archive(text).build()))
                .withMessageContaining("Could not unzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AWS_REGION", "AWS_LAMBDA_RUNTIME_API", "_HANDLER", "AWS_ACCESS_KEY"})
    void aVariableThatLambdaSetsItselfIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> function("echo").toBuilder()
                        .environment(Map.of(name, "x"))
                        .build())
                .withMessageContaining(name);
    }

    @Test
    void aConfigurationDoesNotShowItsVariables() {
        assertThat(function("echo").toString()).doesNotContain("secret");
    }

    private static JvmEnvironment jvm(Lambda lambda) {
        return (JvmEnvironment) lambda.environments(ARN).getFirst();
    }

    private void awaitFirstPoll() {
        while (lambda.environments(ARN).stream()
                .noneMatch(environment ->
                        ((JvmEnvironment) environment).timings().firstPoll().isPresent())) {
            Thread.onSpinWait();
        }
    }

    private void allowLogs() {
        iam.putRolePolicy(ROLE, "Log", json("""
                        {"Statement": {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                         "Resource": "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/cleanup:*"}}"""));
    }

    private void allow(String action, String resource) {
        iam.putRolePolicy(ROLE, action, json("""
                {"Statement": {"Effect": "Allow", "Action": "%s", "Resource": "%s"}}""".formatted(action, resource)));
    }

    private static String payload(AttemptResult invocation) {
        return ((Outcome.Succeeded) invocation.outcome()).payload();
    }

    private static String failure(AttemptResult invocation) {
        Outcome.Failed failed = (Outcome.Failed) invocation.outcome();
        return failed.errorType() + ": " + failed.message();
    }

    private static FunctionConfiguration function(String method) {
        return function(TestFunction.class.getName() + "::" + method, Duration.ofSeconds(30), 2);
    }

    private static FunctionConfiguration telling(String method) {
        EventSettings settings = new EventSettings(2, Duration.ofHours(6), Optional.of(DESTINATION));
        return function(method).toBuilder().events(settings).build();
    }

    private static FunctionConfiguration named(String functionArn, String method) {
        return configuration(functionArn, method).build();
    }

    private static FunctionConfiguration function(String handler, Duration timeout, int retries) {
        return configuration(ARN, handler)
                .timeout(timeout)
                .events(new EventSettings(retries, Duration.ofHours(6), Optional.empty()))
                .build();
    }

    private static FunctionConfiguration.Builder configuration(String functionArn, String handler) {
        return FunctionConfiguration.builder(functionArn)
                .roleArn(ROLE)
                .handler(handler.contains("::") ? handler : TestFunction.class.getName() + "::" + handler)
                .archive(archive())
                .memoryMegabytes(256)
                .timeout(Duration.ofSeconds(30))
                .environment(Map.of("TOKEN", "secret"));
    }

    private static Path archive() {
        return packed.resolve("function.zip");
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
