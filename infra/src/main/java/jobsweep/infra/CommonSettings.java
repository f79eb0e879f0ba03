package jobsweep.infra;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.CfnFunction.TracingConfigProperty;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.ICodeSigningConfig;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/// What all functions of a construct have alike, with the permissions that come along.
///
/// The function that answers where another one failed has it, too: an organization that demands a VPC, a name or a
/// share of the concurrency demands it of each function, and one that could not be deployed would answer nothing.
final class CommonSettings {
    private static final String NAME = "[a-zA-Z0-9_-]{1,64}";
    private static final String VARIABLE = "[a-zA-Z][a-zA-Z0-9_]+";
    private static final String OWN_VARIABLE = "JOBSWEEP_";

    @Nullable
    String functionName;

    @Nullable
    FunctionRuntime runtime;

    @Nullable
    Architecture architecture;

    @Nullable
    Code code;

    @Nullable
    ICodeSigningConfig codeSigningConfig;

    @Nullable
    IRole role;

    @Nullable
    IVpc vpc;

    @Nullable
    String region;

    @Nullable
    IRole assumedRole;

    @Nullable
    SubnetSelection vpcSubnets;

    @Nullable
    IKey environmentEncryption;

    @Nullable
    Number reservedConcurrentExecutions;

    @Nullable
    ILogGroup logGroup;

    @Nullable
    RetentionDays logRetention;

    Tracing tracing = Tracing.DISABLED;
    List<ISecurityGroup> securityGroups = List.of();
    Map<String, String> environment = Map.of();

    /// Adds the log group to `construct`, unless there is one.
    ///
    /// @throws IllegalArgumentException if two settings exclude each other, or one needs another
    void complete(Construct construct) {
        if (vpc == null && (vpcSubnets != null || !securityGroups.isEmpty())) {
            throw new IllegalArgumentException("vpcSubnets and securityGroups must be given together with vpc");
        }
        if (logGroup != null && logRetention != null) {
            throw new IllegalArgumentException(
                    "logRetention must not be given together with logGroup: set the retention of that log group");
        }
        if (Stack.of(construct).getRegion().equals(region)) {
            region = null;
        }
        if (logGroup == null) {
            logGroup = LogGroup.Builder.create(construct, "LogGroup")
                    .retention(logRetention == null ? RetentionDays.ONE_MONTH : logRetention)
                    .removalPolicy(RemovalPolicy.RETAIN)
                    .build();
        }
    }

    /// @throws IllegalArgumentException if fewer of the functions may run at once
    void requireConcurrency(int consumers) {
        Number reserved = reservedConcurrentExecutions;
        if (reserved != null && !Token.isUnresolved(reserved) && reserved.intValue() < consumers) {
            throw new IllegalArgumentException(
                    "reservedConcurrentExecutions must be at least maximumConcurrency, %s, got '%s': messages that AWS Lambda throttles become dead letters"
                            .formatted(consumers, reserved));
        }
    }

    ILogGroup logs() {
        return Objects.requireNonNull(logGroup, "complete() comes first");
    }

    IotPlace place() {
        return new IotPlace(region, assumedRole == null ? null : assumedRole.getRoleArn());
    }

    /// The role of a function in `scope`.
    IRole role(Construct scope) {
        return role != null
                ? role
                : Role.Builder.create(scope, "Role")
                        .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                        .build();
    }

    /// Allows in a function's role what its settings need.
    void allow(FunctionPolicy policy) {
        policy.allow(List.of("logs:CreateLogStream", "logs:PutLogEvents"), List.of(logs().getLogGroupArn()));
        if (vpc != null) {
            policy.allowEverywhere(
                    List.of(
                            "ec2:AssignPrivateIpAddresses",
                            "ec2:CreateNetworkInterface",
                            "ec2:DeleteNetworkInterface",
                            "ec2:DescribeNetworkInterfaces",
                            "ec2:DescribeSubnets",
                            "ec2:UnassignPrivateIpAddresses"),
                    "AWS Lambda makes network interfaces before it knows their names");
        }
        if (isTraced()) {
            policy.allowEverywhere(
                    List.of("xray:PutTelemetryRecords", "xray:PutTraceSegments"),
                    "The actions of AWS X-Ray support no resources");
        }
        if (environmentEncryption != null) {
            policy.allow(List.of("kms:Decrypt"), List.of(QueueAccess.keyArn(environmentEncryption)));
        }
    }

    /// Makes the function in `scope`.
    ///
    /// @param variables its own, beside those of the user
    Function make(Construct scope, Function.Builder function, Map<String, String> variables) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(variables);
        FunctionRuntime chosen = runtime(scope);
        Architecture processor = architecture(chosen);
        chosen.requireStart(environment);
        Function made = function.runtime(chosen.ofLambda())
                .code(code == null ? FunctionArchive.code(scope, chosen, processor) : code)
                .codeSigningConfig(codeSigningConfig)
                .architecture(processor)
                .vpc(vpc)
                .vpcSubnets(vpcSubnets)
                .securityGroups(securityGroups.isEmpty() ? null : securityGroups)
                .environment(all)
                // What is not encrypted with a key does not end with it: an answer can be sent without.
                .environmentEncryption(all.isEmpty() ? null : environmentEncryption)
                .reservedConcurrentExecutions(reservedConcurrentExecutions)
                .logGroup(logs())
                .build();
        if (isTraced()) {
            // `Function` itself would allow it in a second policy.
            ((CfnFunction) Objects.requireNonNull(made.getNode().getDefaultChild()))
                    .setTracingConfig(TracingConfigProperty.builder()
                            .mode(tracing == Tracing.ACTIVE ? "Active" : "PassThrough")
                            .build());
        }
        return made;
    }

    /// The context is about the archives that the library finds, and not about code from another place.
    private FunctionRuntime runtime(Construct scope) {
        FunctionRuntime byDefault = code == null ? ProviderContext.runtime(scope.getNode()) : FunctionRuntime.MANAGED;
        return runtime == null ? byDefault : runtime;
    }

    private Architecture architecture(FunctionRuntime chosen) {
        Architecture byDefault = code == null ? FunctionArchive.architecture(chosen) : Architecture.ARM_64;
        return architecture == null ? byDefault : architecture;
    }

    /// The name of the function that is called `suffix`, if names were chosen.
    ///
    /// @throws IllegalArgumentException if the name is not allowed
    @Nullable
    String name(String suffix) {
        if (functionName == null) {
            return null;
        }
        String name = functionName + suffix;
        if (!Token.isUnresolved(name) && !name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "functionName must be 1 to %s characters of a-z, A-Z, 0-9, - and _%s, got '%s'"
                            .formatted(
                                    64 - suffix.length(),
                                    suffix.isEmpty()
                                            ? ""
                                            : ", because a function beside it is called the same with %s after it"
                                                    .formatted(suffix),
                                    functionName));
        }
        return name;
    }

    /// @throws IllegalArgumentException if a variable's name is not allowed
    static Map<String, String> checked(Map<String, String> environment) {
        Map<String, String> given = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name == null || !name.matches(VARIABLE) || name.startsWith(OWN_VARIABLE)) {
                throw new IllegalArgumentException(
                        "environment must have names of two or more characters of a-z, A-Z, 0-9 and _, the first a letter, and none that begins with %s, got '%s'"
                                .formatted(OWN_VARIABLE, name));
            }
            if (value != null) {
                given.put(name, value);
            }
        });
        return given;
    }

    private boolean isTraced() {
        return tracing != Tracing.DISABLED;
    }
}
