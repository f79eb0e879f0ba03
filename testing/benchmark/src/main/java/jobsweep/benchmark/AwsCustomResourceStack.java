package jobsweep.benchmark;

import java.util.List;
import java.util.Map;
import jobsweep.acceptance.ExampleStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.customresources.AwsCustomResource;
import software.amazon.awscdk.customresources.AwsCustomResourcePolicy;
import software.amazon.awscdk.customresources.AwsSdkCall;
import software.amazon.awscdk.customresources.SdkCallsPolicyOptions;
import software.constructs.Construct;

/// What a user of the CDK writes who has no jobsweep: one call of the SDK when the stack is deleted.
final class AwsCustomResourceStack extends Stack {

    AwsCustomResourceStack(Construct scope, String id, ExampleStack.Execution execution) {
        super(scope, id);
        AwsCustomResource.Builder.create(this, "Rollout")
                .onDelete(AwsSdkCall.builder()
                        .service("IoT")
                        .action("DeleteJobExecution")
                        .parameters(Map.of(
                                "jobId", execution.jobId(),
                                "thingName", execution.thingName(),
                                "executionNumber", execution.number()))
                        .build())
                .policy(AwsCustomResourcePolicy.fromSdkCalls(
                        SdkCallsPolicyOptions.builder().resources(List.of("*")).build()))
                // Otherwise the function runs npm before it does anything.
                .installLatestAwsSdk(false)
                .build();
    }
}
