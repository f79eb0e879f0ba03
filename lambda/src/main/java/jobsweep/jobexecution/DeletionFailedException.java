package jobsweep.jobexecution;

import java.util.List;
import jobsweep.invocation.RequestException;

/// Executions that are still there after a Delete.
final class DeletionFailedException extends RequestException {

    private static final long serialVersionUID = 1L;
    private static final int MOST_SHOWN = 3;

    /// @param failures why each one that stays does
    /// @param all how many were to be deleted
    DeletionFailedException(List<String> failures, int all) {
        super(all == 1 ? failures.getFirst() : several(failures, all));
    }

    private static String several(List<String> failures, int all) {
        int more = failures.size() - MOST_SHOWN;
        return "%s of %s job executions could not be deleted. %s%s"
                .formatted(
                        failures.size(),
                        all,
                        String.join(" ", failures.subList(0, Math.min(failures.size(), MOST_SHOWN))),
                        more > 0 ? " And " + more + " more." : "");
    }
}
