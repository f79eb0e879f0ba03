package jobsweep.simulator.iot;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A call's parameters held against AWS IoT's rules. Every method throws [IotException] for a value that is not
/// allowed.
final class Parameters {
    private static final Pattern THING_NAME = Pattern.compile("[a-zA-Z0-9:_-]{1,128}");
    private static final Pattern JOB_ID = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final Pattern NAMESPACE_ID = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern BOOLEAN = Pattern.compile("true|false");
    private static final int LARGEST_PAGE = 250;

    // AWS names no default; a small one makes a client page that forgot to.
    private static final int DEFAULT_PAGE_SIZE = 25;

    private final Route route;

    Parameters(Route route) {
        this.route = route;
    }

    String thingName() {
        return path("thingName", THING_NAME).orElseThrow();
    }

    String jobId() {
        return path("jobId", JOB_ID).orElseThrow();
    }

    Optional<String> jobIdFilter() {
        return query("jobId", JOB_ID);
    }

    /// The execution number, which Delete has in its path and Describe in its query.
    Optional<Long> executionNumber() {
        return path("executionNumber", WHOLE_NUMBER)
                .or(() -> query("executionNumber", WHOLE_NUMBER))
                .map(parsed("executionNumber", Long::valueOf));
    }

    Optional<String> namespaceId() {
        return query("namespaceId", NAMESPACE_ID);
    }

    boolean force() {
        return query("force", BOOLEAN).map(Boolean::valueOf).orElse(false);
    }

    Optional<Status> status() {
        return query("status").map(parsed("status", Status::valueOf));
    }

    /// How many executions a page holds.
    int pageSize() {
        int size = query("maxResults", WHOLE_NUMBER)
                .map(parsed("maxResults", Integer::valueOf))
                .orElse(DEFAULT_PAGE_SIZE);
        if (size < 1 || size > LARGEST_PAGE) {
            throw invalid("maxResults", Integer.toString(size));
        }
        return size;
    }

    /// The execution after which the next page begins.
    Optional<Execution.Key> nextToken() {
        return query("nextToken").map(parsed("nextToken", token -> {
            String[] key = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("/", -1);
            return new Execution.Key(key[0], key[1], Long.parseLong(key[2]));
        }));
    }

    /// What [#nextToken()] reads.
    static String token(Execution.Key last) {
        String plain = String.join("/", last.thingName(), last.jobId(), Long.toString(last.number()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> path(String name, Pattern pattern) {
        return matching(name, Optional.ofNullable(route.path().get(name)), pattern);
    }

    private Optional<String> query(String name, Pattern pattern) {
        return matching(name, query(name), pattern);
    }

    private Optional<String> query(String name) {
        return Optional.ofNullable(route.query().get(name));
    }

    private static Optional<String> matching(String name, Optional<String> value, Pattern pattern) {
        value.filter(text -> !pattern.matcher(text).matches()).ifPresent(text -> {
            throw invalid(name, text);
        });
        return value;
    }

    private static <T> Function<String, T> parsed(String name, Function<String, T> parser) {
        return text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw invalid(name, text);
            }
        };
    }

    private static IotException invalid(String name, String value) {
        return IotException.invalidRequest("1 validation error detected: Value '" + value + "' at '" + name
                + "' failed to satisfy the constraints on " + name);
    }
}
