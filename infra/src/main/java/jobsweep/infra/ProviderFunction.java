package jobsweep.infra;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig.DestinationConfigProperty;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig.OnFailureProperty;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.constructs.Construct;

/// A function of the archive, with a role and a policy of its own that allow it to write to a log group.
record ProviderFunction(Function function, FunctionPolicy policy) {

    /// Adds role, policy and function to `scope`.
    ///
    /// @param settings of all functions of the construct
    /// @param function in `scope`, with what is its own
    static ProviderFunction create(Construct scope, CommonSettings settings, Function.Builder function) {
        return create(scope, settings, function, Map.of());
    }

    /// The same with environment variables of its own.
    static ProviderFunction create(
            Construct scope, CommonSettings settings, Function.Builder builder, Map<String, String> variables) {
        IRole role = settings.role(scope);
        FunctionPolicy policy = new FunctionPolicy(scope, role);
        settings.allow(policy);
        Function function = settings.make(
                scope,
                builder.role(role)
                        // In Lambda's own JSON our lines would be texts in a member, of which CloudWatch makes no
                        // metrics.
                        .loggingFormat(LoggingFormat.TEXT),
                variables);
        // Lambda takes a destination only if the role may invoke it, and what was just allowed is not in force at once.
        policy.madeBefore(function);
        return new ProviderFunction(function, policy);
    }

    String arn() {
        return function.getFunctionArn();
    }

    /// Lets the function invoke itself, in a policy that is made after it: it depends on its other one itself.
    void allowToInvokeItself(Construct scope) {
        policy.beside(scope).allow(List.of("lambda:InvokeFunction"), List.of(arn()));
    }

    /// Says in the template why the function has no dead-letter queue of its own.
    void hasNoDeadLetterQueue(String reason) {
        new AcceptedFindings(
                        (CfnFunction) Objects.requireNonNull(function.getNode().getDefaultChild()))
                .accept("LambdaDLQ", reason, "HIPAA.Security", "NIST.800.53.R5");
    }

    /// Has Lambda try an event again while it is younger than `maximumEventAge`, in seconds.
    CfnEventInvokeConfig retry(Number maximumEventAge) {
        // Where `Function` itself puts it: a function has only one, so a stack could not make another one
        // beside the old one.
        return CfnEventInvokeConfig.Builder.create(new Construct(function, "EventInvokeConfig"), "Resource")
                .functionName(function.getFunctionName())
                .qualifier("$LATEST")
                .maximumEventAgeInSeconds(maximumEventAge)
                .maximumRetryAttempts(Timing.RETRIES)
                .build();
    }

    /// The same; an event whose attempts all failed, or that became too old, goes to `onFailure`.
    void retry(Number maximumEventAge, ProviderFunction onFailure) {
        hasNoDeadLetterQueue(
                "What fails goes to another function, its on-failure destination, which answers CloudFormation");
        // `LambdaDestination` would allow it in a second policy.
        policy.allow(List.of("lambda:InvokeFunction"), List.of(onFailure.arn()));
        retry(maximumEventAge)
                .setDestinationConfig(DestinationConfigProperty.builder()
                        .onFailure(OnFailureProperty.builder()
                                .destination(onFailure.arn())
                                .build())
                        .build());
    }
}
