package jobsweep.jobexecution;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iot.model.ResourceNotFoundException;

/// A listing, page after page. A page is read when its first element is asked for, and not before: a job may have
/// executions on more things than one invocation has time for.
final class Pages implements Iterator<FoundExecution> {

    private final Function<@Nullable String, Page> reader;
    private Iterator<FoundExecution> current;
    private final Set<String> tokens = new HashSet<>();
    private @Nullable String nextToken;
    private boolean more = true;

    private Pages(Function<@Nullable String, Page> reader) {
        this.reader = reader;
        this.current = List.<FoundExecution>of().iterator();
    }

    /// @param reader reads the page of a token, the first one's being `null`
    static Stream<FoundExecution> stream(Function<@Nullable String, Page> reader) {
        Iterable<FoundExecution> pages = () -> new Pages(reader);
        return StreamSupport.stream(pages.spliterator(), false);
    }

    @Override
    public boolean hasNext() {
        while (!current.hasNext() && more) {
            read();
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
            nextToken = page.nextToken();
            more = nextToken != null;
            if (nextToken != null && !tokens.add(nextToken)) {
                throw new JobExecutionsException("A listing of AWS IoT's comes back to a page that it had before.");
            }
        } catch (ResourceNotFoundException notFound) {
            // A thing or job that is gone has no executions, other than those already found.
            more = false;
        }
    }

    /// @param nextToken names the next page; `null` on the last one
    record Page(List<FoundExecution> found, @Nullable String nextToken) {}
}
