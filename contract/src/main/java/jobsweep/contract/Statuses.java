package jobsweep.contract;

import java.util.List;
import java.util.stream.Stream;

/// The statuses of job executions, as AWS IoT spells them.
public final class Statuses {

    public static final String IN_PROGRESS = "IN_PROGRESS";

    /// Those after which nothing happens to an execution any more. Not all but two: AWS IoT may get new ones.
    public static final List<String> FINISHED =
            List.of("SUCCEEDED", "FAILED", "TIMED_OUT", "REJECTED", "REMOVED", "CANCELED");

    static final List<String> ALL =
            Stream.concat(Stream.of("QUEUED", IN_PROGRESS), FINISHED.stream()).toList();

    private Statuses() {}
}
