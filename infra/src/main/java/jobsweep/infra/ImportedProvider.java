package jobsweep.infra;

/// A provider of which only the service token is known, and what grace periods it was deployed for.
record ImportedProvider(String serviceToken, int longestGracePeriod) implements IJobExecutionCleanupProvider {

    @Override
    public String getServiceToken() {
        return serviceToken;
    }

    @Override
    public String getServiceTimeout() {
        return Integer.toString(new Timing(longestGracePeriod).serviceTimeout());
    }

    /// Only checks: what the function may delete, and how long it lives, is for its own stack to say.
    @Override
    public void bind(JobExecutionCleanup cleanup) {
        if (cleanup.gracePeriod() > longestGracePeriod) {
            throw new IllegalArgumentException(
                    "GracePeriodSeconds must be at most %s, the longest that fromServiceToken was given for the provider of %s, got '%s': deploy that provider with a longestGracePeriod that covers it, LongestGracePeriodSeconds in its template, and give fromServiceToken the same"
                            .formatted(longestGracePeriod, cleanup.getNode().getPath(), cleanup.gracePeriod()));
        }
    }
}
