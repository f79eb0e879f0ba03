package jobsweep.jobexecution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jobsweep.contract.Excerpt;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iot.model.ResourceNotFoundException;

/// A listing, page after page. A page is read when its first element is asked for, and not before: a job may have
/// executions on more things than one invocation has time for.
final class Pages implements Iterator<FoundExecution> {

    private static final int MOST_SHOWN = 3;

    private final IotCalls.Call call;
    private final Function<@Nullable String, Page> reader;
    private final Set<String> tokens = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private Iterator<FoundExecution> current;
    private @Nullable String nextToken;
    private boolean more = true;

    private Pages(IotCalls.Call call, Function<@Nullable String, Page> reader) {
        this.call = call;
        this.reader = reader;
        this.current = List.<FoundExecution>of().iterator();
    }

    /// Ends in a [JobExecutionsException], after all that can be read, where that was not all there is.
    ///
    /// @param call which reads
    /// @param reader reads the page of a token, the first one's being `null`
    static Stream<FoundExecution> stream(IotCalls.Call call, Function<@Nullable String, Page> reader) {
        Iterable<FoundExecution> pages = () -> new Pages(call, reader);
        return StreamSupport.stream(pages.spliterator(), false);
    }

    @Override
    public boolean hasNext() {
        while (!current.hasNext() && more) {
            read();
        }
        if (!current.hasNext() && !problems.isEmpty()) {
            throw new JobExecutionsException(call + " answered what can't be read. " + shown() + ".");
        }
        return current.hasNext();
    }

    @Override
    public FoundExecution next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return current.next();
    }

    private void read() {
        try {
            Page page = reader.apply(nextToken);
            current = page.found().iterator();
            problems.addAll(page.unreadable());
            nextToken = page.nextToken();
            more = nextToken != null && !nextToken.isEmpty() && isNew(nextToken);
        } catch (ResourceNotFoundException notFound) {
            // A thing or job that is gone has no executions, other than those already found.
            more = false;
        }
    }

    /// Pages that lead back to one that was read would never end.
    private boolean isNew(String token) {
        boolean isNew = tokens.add(token);
        if (!isNew) {
            problems.add("Its nextToken " + Excerpt.of(token) + " came a second time");
        }
        return isNew;
    }

    private String shown() {
        int more = problems.size() - MOST_SHOWN;
        return String.join(". ", problems.subList(0, Math.min(problems.size(), MOST_SHOWN)))
                + (more > 0 ? ". And " + more + " more" : "");
    }

    /// @param unreadable says of each entry that is not among those found what is wrong with it
    /// @param nextToken names the next page; `null` on the last one
    record Page(
            List<FoundExecution> found,
            List<String> unreadable,
            @Nullable String nextToken) {

        /// @param reader reads an entry; empty where it was not asked for
        static <E> Page of(
                @Nullable String nextToken,
                List<? extends @Nullable E> entries,
                Function<E, Optional<FoundExecution>> reader) {
            List<FoundExecution> found = new ArrayList<>();
            List<String> unreadable = new ArrayList<>();
            for (int i = 0; i < entries.size(); i++) {
                E entry = entries.get(i);
                try {
                    if (entry == null) {
                        throw new IllegalArgumentException("empty");
                    }
                    reader.apply(entry).ifPresent(found::add);
                } catch (IllegalArgumentException malformed) {
                    unreadable.add("Entry %s: %s".formatted(i + 1, malformed.getMessage()));
                }
            }
            return new Page(found, unreadable, nextToken);
        }
    }
}
