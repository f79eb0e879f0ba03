package jobsweep.simulator.cloudformation;

/// A stack's status, as CloudFormation spells it.
public enum StackStatus {
    CREATE_IN_PROGRESS,
    CREATE_COMPLETE,
    CREATE_FAILED,
    ROLLBACK_IN_PROGRESS,
    ROLLBACK_COMPLETE,
    ROLLBACK_FAILED,
    UPDATE_IN_PROGRESS,
    UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,
    UPDATE_COMPLETE,
    UPDATE_FAILED,
    UPDATE_ROLLBACK_IN_PROGRESS,
    UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS,
    UPDATE_ROLLBACK_COMPLETE,
    UPDATE_ROLLBACK_FAILED,
    DELETE_IN_PROGRESS,
    DELETE_COMPLETE,
    DELETE_FAILED;

    boolean inProgress() {
        return name().endsWith("_IN_PROGRESS");
    }

    boolean canBeUpdated() {
        return this == CREATE_COMPLETE
                || this == UPDATE_COMPLETE
                || this == UPDATE_ROLLBACK_COMPLETE
                || waitsForUpdate();
    }

    /// Whether an operation without rollback has failed and can be gone on with.
    boolean waitsForUpdate() {
        return this == CREATE_FAILED || this == UPDATE_FAILED;
    }
}
