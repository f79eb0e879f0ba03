package jobsweep.simulator.sqs;

/// A queue as an event source of a function, as its template describes it.
///
/// @param batchSize                the most messages that one invocation gets
/// @param reportsBatchItemFailures whether the function's answer says which messages failed
/// @param maximumConcurrency       the most invocations at once
public record EventSource(
        String queueName, String functionArn, int batchSize, boolean reportsBatchItemFailures, int maximumConcurrency) {

    /// @throws IllegalArgumentException where Lambda would not accept the event source
    public EventSource {
        require(batchSize >= 1, "BatchSize must be at least 1, got " + batchSize);
        require(
                batchSize <= 10,
                "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10");
        require(
                maximumConcurrency >= 2 && maximumConcurrency <= 1000,
                "MaximumConcurrency must be 2 to 1000, got " + maximumConcurrency);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
