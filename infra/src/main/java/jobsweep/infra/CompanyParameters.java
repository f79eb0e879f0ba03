package jobsweep.infra;

import java.util.List;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.constructs.Node;

/// A template's parameters of what a company demands of any function.
record CompanyParameters(CfnParameter memorySize, CfnParameter boundary, CfnParameter topic) {
    /// Not nothing, which validators would hold against what the properties may be.
    private static final String NONE = "none";

    /// Adds the parameters.
    static CompanyParameters create(Stack stack) {
        CfnParameter memorySize = CfnParameter.Builder.create(stack, "MemorySize")
                .type("Number")
                .description("The memory in MiB of the function that deletes; its share of a CPU grows with it")
                .minValue(FunctionBuilder.MEMORY_SIZE.least())
                .maxValue(FunctionBuilder.MEMORY_SIZE.most())
                .constraintDescription(FunctionBuilder.MEMORY_SIZE.allowed())
                .defaultValue(Integer.toString(FunctionBuilder.MEMORY_MIB))
                .build();
        CfnParameter boundary = optional(stack, "PermissionsBoundary")
                .description("The name, with its path, of the policy that is the permissions boundary of every role,"
                        + " or none")
                .allowedPattern("^[a-zA-Z0-9+=,.@_/-]{1,512}$")
                .constraintDescription("a policy's name with its path, such as boundaries/developers, or none")
                .build();
        CfnParameter topic = optional(stack, "AlarmTopicArn")
                .description("The ARN of the topic that hears of the alarm, or none")
                .allowedPattern("^(none|arn:[^:]+:sns:[^:]+:[0-9]{12}:.+)$")
                .constraintDescription("a topic's ARN, or none")
                .build();
        return new CompanyParameters(memorySize, boundary, topic);
    }

    /// Has `provider` follow them.
    void decide(JobExecutionCleanupProvider provider) {
        Node node = provider.getNode();
        ((CfnFunction) node.findChild("Function").getNode().findChild("Resource"))
                .setMemorySize(memorySize.getValueAsNumber());
        String policy = Stack.of(provider)
                .formatArn(ArnComponents.builder()
                        .service("iam")
                        .region("")
                        .resource("policy")
                        .resourceName(boundary.getValueAsString())
                        .build());
        PermissionsBoundary.of(provider)
                .apply(ManagedPolicy.fromManagedPolicyArn(provider, "Boundary", ifGiven(boundary, policy)));
        ((CfnAlarm) node.findChild("ErrorAlarm").getNode().findChild("Resource"))
                .setAlarmActions(List.of(ifGiven(topic, topic.getValueAsString())));
    }

    /// This value where the parameter is given; otherwise it is as if the property were not there.
    private static String ifGiven(CfnParameter parameter, String value) {
        CfnCondition isGiven = CfnCondition.Builder.create(
                        Stack.of(parameter), "Has" + parameter.getNode().getId())
                .expression(Fn.conditionNot(Fn.conditionEquals(parameter.getValueAsString(), NONE)))
                .build();
        return Token.asString(Fn.conditionIf(isGiven.getLogicalId(), value, Aws.NO_VALUE));
    }

    private static CfnParameter.Builder optional(Stack stack, String name) {
        return CfnParameter.Builder.create(stack, name).defaultValue(NONE);
    }
}
