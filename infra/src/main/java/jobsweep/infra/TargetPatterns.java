package jobsweep.infra;

/// The job executions a provider may delete: of any of these jobs on any of these things.
record TargetPatterns(NamePatterns jobs, NamePatterns things) {

    /// Holds the names of a cleanup against the patterns.
    ///
    /// @throws IllegalArgumentException naming the property that no pattern covers
    void requireCovered(JobExecutionCleanup cleanup) {
        jobs.requireCovered(cleanup.jobId());
        things.requireCovered(cleanup.thingName());
    }
}
