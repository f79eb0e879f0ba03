package jobsweep.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jobsweep.FakeLambda;
import jobsweep.LoopbackServer;
import jobsweep.LoopbackServer.Reply;
import org.junit.jupiter.api.Test;

class PlatformIT {

    /// A limit that passes, but not before something short is done, however busy the machine is.
    private static final Duration AMPLE = Duration.ofSeconds(5);

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final Platform machine = Platform.ofThisMachine(FakeLambda.HTTP);

    @Test
    void worksThatEndInTimeAreTogetherAsLongAsTheLongest() {
        CountDownLatch second = new CountDownLatch(1);
        List<Callable<String>> works = List.of(
                () -> {
                    await(second);
                    return "first";
                },
                () -> {
                    second.countDown();
                    return "second";
                });

        assertThat(machine.within(A_MINUTE, works))
                .extracting(Future::resultNow)
                .containsExactly("first", "second");
    }

    @Test
    void workThatDoesNotEndIsInterruptedAndTheOthersCount() throws Exception {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        List<Callable<String>> works = List.of(
                () -> {
                    interrupted.complete(await(new CountDownLatch(1)));
                    return "too late";
                },
                () -> "in time");

        assertThat(machine.within(AMPLE, works))
                .extracting(Future::state)
                .containsExactly(Future.State.CANCELLED, Future.State.SUCCESS);
        assertThat(interrupted.get(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void whatWorkThrowsIsToldAsItIs() {
        Error error = new StackOverflowError();

        Future<String> work = within(A_MINUTE, () -> {
            throw error;
        });

        assertThat(work.exceptionNow()).isSameAs(error);
    }

    @Test
    void workThatNeverEndsStandsInNobodysWay() {
        CountDownLatch end = new CountDownLatch(1);
        Callable<String> deaf = () -> {
            while (end.getCount() > 0) {
                Thread.onSpinWait();
            }
            return "too late";
        };

        assertThat(within(Duration.ofMillis(100), deaf)).isCancelled();
        assertThat(within(A_MINUTE, () -> "next").resultNow()).isEqualTo("next");
        end.countDown();
    }

    @Test
    void anInterruptOfWorkDoesNotReachTheNextOne() {
        assertThat(within(Duration.ofMillis(100), () -> await(new CountDownLatch(1))))
                .isCancelled();

        for (int next = 0; next < 100; next++) {
            assertThat(within(A_MINUTE, () -> Thread.currentThread().isInterrupted())
                            .resultNow())
                    .isFalse();
        }
    }

    @Test
    void whatIsPutArrivesAtExactlyThatUrl() throws Exception {
        try (var server = new LoopbackServer(Reply.status(200))) {
            URI url = URI.create("http://%s/arn%%3Aaws%%7Cx?b=2&a=%%2F1&c=".formatted(server.hostAndPort()));

            assertThat(machine.put(url, "{}".getBytes(UTF_8), A_MINUTE).resultNow())
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
            var _ = machine.put(URI.create("http://" + server.hostAndPort() + "/answer"), new byte[1], A_MINUTE);

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

        assertThat(machine.put(url, new byte[1], A_MINUTE).exceptionNow()).isInstanceOf(IOException.class);
    }

    @Test
    void aPutThatHangsEndsInTimeAndTheNextOneIsNotHeldUp() throws Exception {
        try (var server = new LoopbackServer(Reply.status(200), new Reply.Hang(), Reply.status(503))) {
            URI url = URI.create("http://%s/answer?a=1".formatted(server.hostAndPort()));
            var _ = machine.put(url, new byte[1], A_MINUTE);

            assertThat(machine.put(url, new byte[1], AMPLE)).isCancelled();
            assertThat(server.requests()).hasSize(2);
            assertThat(machine.put(url, new byte[1], A_MINUTE).resultNow()).isEqualTo(503);
        }
    }

    @Test
    void aPutWhoseConnectionDropsFailsAtOnceAndIsNotRepeated() {
        try (var server = new LoopbackServer(new Reply.Drop(), Reply.status(200))) {
            URI url = URI.create("http://%s/answer?a=1".formatted(server.hostAndPort()));

            assertThat(machine.put(url, new byte[1], A_MINUTE).exceptionNow()).isInstanceOf(IOException.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    private <T> Future<T> within(Duration limit, Callable<T> work) {
        return machine.within(limit, List.of(work)).getFirst();
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
