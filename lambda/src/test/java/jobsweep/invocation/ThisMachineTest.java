package jobsweep.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ThisMachineTest {

    private final Surroundings machine = Surroundings.ofThisMachine();

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

        assertThat(machine.allWithin(Duration.ofMillis(200), works))
                .containsExactly(Optional.empty(), Optional.of("in time"));
        assertThat(interrupted.get(1, TimeUnit.MINUTES)).isTrue();
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
