package jobsweep.simulator.iot;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jobsweep.simulator.cloudformation.Account;

/// The operation that a request line names, with its parameters decoded but not yet held against any rule.
///
/// @param path  the parameters in the path
/// @param query the parameters in the query
record Route(Operation operation, Map<String, String> path, Map<String, String> query) {

    /// The operation behind a method and URI; empty if AWS IoT Jobs has none there.
    static Optional<Route> of(String method, URI uri) {
        List<String> segments = Arrays.stream(uri.getRawPath().substring(1).split("/", -1))
                .map(Route::decodedSegment)
                .toList();
        return operation(method, segments)
                .map(operation ->
                        new Route(operation, path(operation, segments), query(Optional.ofNullable(uri.getRawQuery()))));
    }

    /// What the call is about: `firmware-42 on greenhouse-7, execution 1`.
    String label() {
        if (operation == Operation.DESCRIBE_EVENTS || operation == Operation.UPDATE_EVENTS) {
            return "the account";
        }
        String job = Optional.ofNullable(path.get("jobId")).orElseGet(() -> query.getOrDefault("jobId", "every job"));
        String number = switch (operation) {
            case DELETE -> ", execution " + path.get("executionNumber");
            case DESCRIBE -> ", execution " + query.getOrDefault("executionNumber", "latest");
            case LIST, LIST_FOR_JOB, DESCRIBE_EVENTS, UPDATE_EVENTS -> "";
        };
        return job + " on " + path.getOrDefault("thingName", "every thing") + number;
    }

    /// The resources that the caller must be allowed to touch.
    List<String> arns(Account account) {
        String thing = account.arn("iot", "thing/" + path.getOrDefault("thingName", ""));
        String job = account.arn("iot", "job/" + path.getOrDefault("jobId", ""));
        return switch (operation) {
            case DELETE, DESCRIBE -> List.of(job, thing);
            case LIST -> List.of(thing);
            case LIST_FOR_JOB -> List.of(job);
            // They support no resource of their own.
            case DESCRIBE_EVENTS, UPDATE_EVENTS -> List.of("*");
        };
    }

    private static Optional<Operation> operation(String method, List<String> segments) {
        String shape = method
                + switch (segments.size()) {
                    case 1 -> " /" + segments.getFirst();
                    case 3 -> " /%s/*/%s".formatted(segments.get(0), segments.get(2));
                    case 4 -> " /%s/*/%s/*".formatted(segments.get(0), segments.get(2));
                    case 6 -> " /%s/*/%s/*/%s/*".formatted(segments.get(0), segments.get(2), segments.get(4));
                    default -> "";
                };
        return switch (shape) {
            case "GET /things/*/jobs" -> Optional.of(Operation.LIST);
            case "GET /things/*/jobs/*" -> Optional.of(Operation.DESCRIBE);
            case "DELETE /things/*/jobs/*/executionNumber/*" -> Optional.of(Operation.DELETE);
            case "GET /jobs/*/things" -> Optional.of(Operation.LIST_FOR_JOB);
            case "GET /event-configurations" -> Optional.of(Operation.DESCRIBE_EVENTS);
            case "PATCH /event-configurations" -> Optional.of(Operation.UPDATE_EVENTS);
            default -> Optional.empty();
        };
    }

    private static Map<String, String> path(Operation operation, List<String> segments) {
        List<String> names = operation == Operation.LIST_FOR_JOB
                ? List.of("jobId")
                : List.of("thingName", "jobId", "executionNumber");
        Map<String, String> path = new HashMap<>();
        for (int i = 1; i < segments.size(); i += 2) {
            path.put(names.get(i / 2), segments.get(i));
        }
        return Map.copyOf(path);
    }

    private static Map<String, String> query(Optional<String> rawQuery) {
        Map<String, String> query = new HashMap<>();
        for (String parameter : rawQuery.map(raw -> raw.split("&", -1)).orElseGet(() -> new String[0])) {
            String[] nameAndValue = parameter.split("=", 2);
            query.put(decoded(nameAndValue[0]), nameAndValue.length == 2 ? decoded(nameAndValue[1]) : "");
        }
        return Map.copyOf(query);
    }

    /// Outside of a query `+` stands for itself.
    private static String decodedSegment(String segment) {
        return decoded(segment.replace("+", "%2B"));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
