package jobsweep.jobexecution;

import java.util.Map;
import java.util.Optional;
import jobsweep.contract.Variables;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.IotClientBuilder;

/// Whose job executions the function deletes: those of its own account and Region, unless its variables say otherwise.
///
/// @param region another one
/// @param role the ARN of a role, perhaps another account's, as which AWS IoT is called
/// @param session what that account's records call the function
record IotAccount(Optional<String> region, Optional<String> role, String session) {

    /// As the function's variables say.
    static IotAccount of(Map<String, String> environment) {
        return new IotAccount(
                Optional.ofNullable(environment.get(Variables.IOT_REGION)),
                Optional.ofNullable(environment.get(Variables.ASSUMED_ROLE_ARN)),
                environment.getOrDefault("AWS_LAMBDA_FUNCTION_NAME", "jobsweep"));
    }

    /// A client for AWS IoT there.
    IotClient client(SdkHttpClient http) {
        IotClientBuilder client = AwsClients.iot(http);
        region.map(Region::of).ifPresent(client::region);
        role.ifPresent(arn -> client.credentialsProvider(IotRole.credentials(AwsClients.sts(http), arn, session)));
        return client.build();
    }

    /// @param functionArn `arn:<partition>:lambda:<region>:<account>:function:<name>`
    IotArns arns(String functionArn) {
        String[] function = functionArn.split(":", -1);
        return new IotArns(String.join(
                ":",
                "arn",
                function[1],
                "iot",
                region.orElse(function[3]),
                role.map(arn -> arn.split(":", -1)[4]).orElse(function[4]),
                ""));
    }
}
