package jobsweep.simulator.iot;

import java.time.Duration;

/// The rules on which AWS's documents leave more than one reading, and the quota.
///
/// @param deletable         the statuses in which an execution can be deleted without force
/// @param reuseNumbers      whether a new execution gets the lowest number that is free, instead of one never used
/// @param listsDeletedThings whether what a deleted thing left behind is listed; a thing that is not there otherwise
/// @param removedAfter      how long after a thing's deletion was told its executions become REMOVED
/// @param keepsOtherEvents  whether event types that an update does not name stay as they are; else they are off
/// @param callsPerSecond    the quota of each operation; AWS's is 10
public record IotRules(
        DeletableStates deletable,
        boolean reuseNumbers,
        boolean listsDeletedThings,
        Duration removedAfter,
        boolean keepsOtherEvents,
        int callsPerSecond) {

    /// The developer guide's reading, numbers that are never used again, executions that are REMOVED and
    /// listed at once, and AWS's quota.
    public static Builder builder() {
        return new Builder();
    }

    /// What a rule is where nothing else is said.
    public static IotRules standard() {
        return builder().build();
    }

    public static final class Builder {
        private DeletableStates deletable = DeletableStates.DEVELOPER_GUIDE;
        private boolean reuseNumbers;
        private boolean listsDeletedThings = true;
        private Duration removedAfter = Duration.ZERO;
        private boolean keepsOtherEvents = true;
        private int callsPerSecond = 10;

        private Builder() {}

        public Builder deletable(DeletableStates states) {
            deletable = states;
            return this;
        }

        public Builder reuseNumbers(boolean reused) {
            reuseNumbers = reused;
            return this;
        }

        public Builder listsDeletedThings(boolean listed) {
            listsDeletedThings = listed;
            return this;
        }

        public Builder removedAfter(Duration lag) {
            removedAfter = lag;
            return this;
        }

        public Builder keepsOtherEvents(boolean kept) {
            keepsOtherEvents = kept;
            return this;
        }

        public Builder callsPerSecond(int calls) {
            callsPerSecond = calls;
            return this;
        }

        public IotRules build() {
            return new IotRules(
                    deletable, reuseNumbers, listsDeletedThings, removedAfter, keepsOtherEvents, callsPerSecond);
        }
    }
}
