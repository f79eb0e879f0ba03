package jobsweep;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Surroundings in which work's time is up when the work says so, and not by the machine's clock: however slow the
/// machine is, what should end in time does.
public final class ImpatientSurroundings extends FakeSurroundings {

    private static final ScopedValue<CompletableFuture<?>> AWAITED = ScopedValue.newInstance();

    public ImpatientSurroundings(FakeTime time) {
        super(time);
    }

    /// Ends the wait for the work that calls this, and interrupts it.
    public void timeIsUp() {
        AWAITED.get().cancel(true);
        Thread.currentThread().interrupt();
    }

    @Override
    public <T> T within(Duration limit, Supplier<T> work) throws TimeoutException {
        try {
            return started(work).join();
        } catch (CancellationException timeIsUp) {
            throw new TimeoutException();
        }
    }

    @Override
    public <T> List<Optional<T>> allWithin(Duration limit, List<Supplier<T>> works) {
        List<CompletableFuture<T>> all = works.stream().map(this::started).toList();
        return all.stream()
                .map(one -> one.handle((result, failure) -> Optional.ofNullable(result))
                        .join())
                .toList();
    }

    private <T> CompletableFuture<T> started(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        return result.completeAsync(
                () -> ScopedValue.where(AWAITED, result).call(work::get), Thread::startVirtualThread);
    }
}
