package jobsweep.infra;

import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;

/// What a provider's stack tells the templates that use it.
final class ProviderOutputs {
    static final String SERVICE_TIMEOUT = "ServiceTimeout";

    private ProviderOutputs() {}

    /// Adds the outputs to `stack`: the service token, exported, and the time that an answer can take.
    static void add(Stack stack, JobExecutionCleanupProvider provider) {
        CfnOutput.Builder.create(stack, "ServiceToken")
                .description("ServiceToken of Custom::IoTJobExecution")
                .exportName(JobExecutionCleanupProviderStack.EXPORT_NAME)
                .value(provider.getServiceToken())
                .build();
        CfnOutput.Builder.create(stack, SERVICE_TIMEOUT)
                .description("ServiceTimeout of Custom::IoTJobExecution: how long an answer can take, in seconds")
                .value(provider.getServiceTimeout())
                .build();
    }
}
