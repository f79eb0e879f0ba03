package jobsweep.invocation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import jobsweep.FakeSurroundings;
import jobsweep.LoopbackServer;
import jobsweep.LoopbackServer.Reply;
import org.junit.jupiter.api.Test;

class ThisMachineTest {

    /// A limit that passes, but not before something short is done, however busy the machine is.
    private static final Duration AMPLE = Duration.ofSeconds(5);

    private final Surroundings machine = Surroundings.ofThisMachine(FakeSurroundings.HTTP);

    @Test
    void worksThatEndInTimeAreTogetherAsLongAsTheLongest() {
        CountDownLatch second = new CountDownLatch(1);
        List<Supplier<String>> works = List.of(
                () -> {
                    await(second);
                    return "first";
                },
                () -> {
                    second.countDown();
                    return "second";
                });

        assertThat(machine.allWithin(Duration.ofMinutes(1), works))
                .containsExactly(Optional.of("first"), Optional.of("second"));
    }

    @Test
    void workThatDoesNotEndIsInterruptedAndTheOthersCount() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        List<Supplier<String>> works = List.of(
                () -> {
                    interrupted.complete(await(new CountDownLatch(1)));
                    return "too late";
                },
                () -> "in time");

        assertThat(machine.allWithin(AMPLE, works)).containsExactly(Optional.empty(), Optional.of("in time"));
        assertThat(interrupted.get(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void workThatNeverEndsStandsInNobodysWay() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Supplier<String> deaf = () -> {
            while (end.getCount() > 0) {
                Thread.onSpinWait();
            }
            return "too late";
        };

        assertThatThrownBy(() -> machine.within(Duration.ofMillis(100), deaf)).isInstanceOf(TimeoutException.class);
        assertThat(machine.within(Duration.ofMinutes(1), () -> "next")).isEqualTo("next");
        end.countDown();
    }

    @Test
    void anInterruptOfWorkDoesNotReachTheNextOne() throws Exception {
        assertThatThrownBy(() -> machine.within(Duration.ofMillis(100), () -> await(new CountDownLatch(1))))
                .isInstanceOf(TimeoutException.class);

        for (int next = 0; next < 100; next++) {
            assertThat(machine.within(
                            Duration.ofMinutes(1), () -> Thread.currentThread().isInterrupted()))
                    .isFalse();
        }
    }

    @Test
    void whatIsPutArrivesAtExactlyThatUrl() throws Exception {
        try (var server = new LoopbackServer(Reply.status(200))) {
            URI url = URI.create("http://%s/arn%%3Aaws%%7Cx?b=2&a=%%2F1&c=".formatted(server.hostAndPort()));

            assertThat(machine.put(url, "{}".getBytes(UTF_8), Duration.ofMinutes(1)))
                    .isEqualTo(200);

            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.method()).isEqualTo("PUT");
                assertThat(request.target()).isEqualTo("/arn%3Aaws%7Cx?b=2&a=%2F1&c=");
                assertThat(request.body()).isEqualTo("{}");
                assertThat(request.headers()).containsEntry("Content-length", List.of("2"));
                assertThat(request.headers()).doesNotContainKey("Content-type");
            });
        }
    }

    @Test
    void aUrlNeedsNoQuery() throws Exception {
        try (var server = new LoopbackServer(Reply.status(200))) {
            machine.put(URI.create("http://" + server.hostAndPort() + "/answer"), new byte[1], Duration.ofMinutes(1));

            assertThat(server.requests())
                    .singleElement()
                    .extracting(LoopbackServer.Request::target)
                    .isEqualTo("/answer");
        }
    }

    @Test
    void aRefusedConnectionIsAFailureThatMayPass() {
        LoopbackServer gone = new LoopbackServer(Reply.status(200));
        gone.close();
        URI url = URI.create("http://" + gone.hostAndPort() + "/answer?a=1");

        assertThatIOException().isThrownBy(() -> machine.put(url, new byte[1], Duration.ofMinutes(1)));
    }

    @Test
    void aPutThatHangsEndsInTimeAndTheNextOneIsNotHeldUp() throws Exception {
        try (var server = new LoopbackServer(Reply.status(200), new Reply.Hang(), Reply.status(503))) {
            URI url = URI.create("http://%s/answer?a=1".formatted(server.hostAndPort()));
            machine.put(url, new byte[1], Duration.ofMinutes(1));

            assertThatThrownBy(() -> machine.put(url, new byte[1], AMPLE))
                    .isInstanceOf(HttpTimeoutException.class)
                    .hasMessage("no answer within PT5S");
            assertThat(server.requests()).hasSize(2);
            assertThat(machine.put(url, new byte[1], Duration.ofMinutes(1))).isEqualTo(503);
        }
    }

    @Test
    void aPutWhoseConnectionDropsFailsAtOnceAndIsNotRepeated() {
        try (var server = new LoopbackServer(new Reply.Drop(), Reply.status(200))) {
            URI url = URI.create("http://%s/answer?a=1".formatted(server.hostAndPort()));

            assertThatIOException().isThrownBy(() -> machine.put(url, new byte[1], Duration.ofMinutes(1)));
            assertThat(server.requests()).hasSize(1);
        }
    }

    /// @return whether it was interrupted
    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return false;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
