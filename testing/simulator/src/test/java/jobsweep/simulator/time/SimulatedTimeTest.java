package jobsweep.simulator.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class SimulatedTimeTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final SimulatedTime time = new SimulatedTime(START);
    private final List<String> history = new ArrayList<>();

    @Test
    void hoursPassWhileEverybodyWaits() {
        time.play(() -> {
            say("begins");
            time.sleep(Duration.ofHours(3));
            say("ends");
        });

        assertThat(history).containsExactly("begins at PT0S", "ends at PT3H");
    }

    @Test
    void processesTakeTurnsInTheOrderOfTheirInstants() {
        time.play(() -> {
            time.start(() -> sleepAndSay("second", 2));
            time.start(() -> sleepAndSay("first", 1));
            say("started");
        });

        assertThat(history).containsExactly("started at PT0S", "first at PT1S", "second at PT2S");
    }

    @Test
    void turnsOfOneInstantAreTakenInTheOrderInWhichTheyCameUp() {
        time.play(() -> {
            time.after(Duration.ofSeconds(2), () -> say("asked first"));
            time.start(() -> sleepAndSay("asked last", 2));
            time.after(Duration.ofSeconds(2), () -> say("asked second"));
        });

        assertThat(history).containsExactly("asked first at PT2S", "asked second at PT2S", "asked last at PT2S");
    }

    @Test
    void whoAwaitsAFutureGoesOnAtTheInstantAtWhichItIsDone() {
        var future = new CompletableFuture<String>();
        time.play(() -> {
            time.after(Duration.ofMinutes(1), () -> future.complete("news"));
            say(time.await(future));
            say(time.await(CompletableFuture.completedFuture("known")));
        });

        assertThat(history).containsExactly("news at PT1M", "known at PT1M");
    }

    @Test
    void whatAForkThrowsReachesWhoAwaitsIt() {
        time.play(() -> {
            var fork = time.fork(() -> {
                time.sleep(Duration.ofSeconds(1));
                throw new UnsupportedOperationException("not this");
            });
            assertThatThrownBy(() -> time.await(fork))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(UnsupportedOperationException.class);
            say("caught");
        });

        assertThat(history).containsExactly("caught at PT1S");
    }

    @Test
    void thePlayIsOverWhenTheLastProcessHasEnded() {
        time.play(() -> time.after(Duration.ofDays(1), () -> sleepAndSay("last", 1)));

        assertThat(history).containsExactly("last at PT24H1S");
    }

    @Test
    void anInterruptEndsNoWait() {
        time.play(() -> {
            Thread.currentThread().interrupt();
            sleepAndSay("interrupted " + Thread.currentThread().isInterrupted(), 5);
        });

        assertThat(history).containsExactly("interrupted true at PT5S");
    }

    @Test
    void waitingForWhatNobodyIsLeftToDoIsAnError() {
        assertThatThrownBy(() -> time.play(() -> {
                    time.start(() -> time.await(new CompletableFuture<>()));
                    time.sleep(Duration.ofSeconds(7));
                    time.await(new CompletableFuture<>());
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Nobody is left to run at 2026-03-01T12:00:07Z, and 2 processes still wait");
    }

    @Test
    void aProcessThatFailsEndsThePlay() {
        assertThatThrownBy(() -> time.play(() -> {
                    time.after(Duration.ofSeconds(2), () -> say("never"));
                    time.after(Duration.ofSeconds(1), () -> {
                        throw new UnsupportedOperationException("broken");
                    });
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("12:00:01")
                .hasRootCauseMessage("broken");
        assertThat(history).isEmpty();
    }

    @Test
    void theSameRandomNumbersMakeTheSameHistory() {
        crowd(new SplittableRandom(42));
        var first = List.copyOf(history);
        history.clear();
        crowd(new SplittableRandom(42));

        assertThat(history).isEqualTo(first).hasSize(2_000);
    }

    private void crowd(SplittableRandom random) {
        var crowded = new SimulatedTime(START);
        crowded.play(() -> {
            for (int number = 0; number < 100; number++) {
                var name = "process " + number;
                crowded.start(() -> {
                    for (int step = 0; step < 20; step++) {
                        crowded.sleep(Duration.ofMillis(random.nextInt(5)));
                        history.add(name + " " + crowded.instant());
                    }
                });
            }
        });
    }

    private void sleepAndSay(String what, int seconds) {
        time.sleep(Duration.ofSeconds(seconds));
        say(what);
    }

    private void say(String what) {
        history.add(what + " at " + Duration.between(START, time.instant()));
    }
}
