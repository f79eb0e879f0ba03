package jobsweep.infra;

/// A provider of which only the service token is known.
record ImportedProvider(String serviceToken) implements IJobExecutionCleanupProvider {

    @Override
    public String getServiceToken() {
        return serviceToken;
    }

    /// Nothing to do: what the function may delete, and how long it lives, is for its own stack to say.
    @Override
    public void bind(JobExecutionCleanup cleanup) {}
}
