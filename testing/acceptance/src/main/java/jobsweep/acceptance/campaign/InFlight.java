package jobsweep.acceptance.campaign;

import java.util.ArrayList;
import java.util.List;
import jobsweep.simulator.http.HttpCall;

/// The calls to AWS IoT that are on their way.
///
/// An execution that is made again under its number within the time of one call can't be told from the old one by
/// anybody, since IoT has no deletion with a condition. So the fleet keeps from just that.
final class InFlight {
    private final List<String> paths = new ArrayList<>();

    void enter(HttpCall call) {
        paths.add(path(call));
    }

    void leave(HttpCall call) {
        paths.remove(path(call));
    }

    /// Whether a call about any execution of the job on the thing is on its way.
    boolean touches(String jobId, String thingName) {
        String all = "/things/%s/jobs".formatted(thingName);
        return paths.stream()
                .anyMatch(path -> path.equals(all)
                        || path.equals(ofJob(jobId))
                        || path.startsWith("%s/%s?".formatted(all, jobId))
                        || path.startsWith("%s/%s/".formatted(all, jobId)));
    }

    /// Whether a call about this execution, or about all of its thing, is on its way.
    boolean touches(String jobId, String thingName, long number) {
        return paths.contains("/things/%s/jobs".formatted(thingName))
                || paths.contains(ofJob(jobId))
                || paths.contains("/things/%s/jobs/%s?executionNumber=%s".formatted(thingName, jobId, number))
                || paths.contains("/things/%s/jobs/%s/executionNumber/%s".formatted(thingName, jobId, number));
    }

    private static String ofJob(String jobId) {
        return "/jobs/%s/things".formatted(jobId);
    }

    private static String path(HttpCall call) {
        String path = call.target().getPath();
        return path.chars().filter(letter -> letter == '/').count() == 4
                ? path + "?" + call.target().getQuery()
                : path;
    }
}
