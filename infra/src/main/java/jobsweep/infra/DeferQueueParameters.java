package jobsweep.infra;

import java.util.List;
import jobsweep.contract.Variables;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnRule;
import software.amazon.awscdk.CfnRuleAssertion;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.ICfnRuleConditionExpression;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.constructs.Construct;
import software.constructs.Node;

/// A template's parameters of the queue to which its function leaves the deletions that it can't carry out yet.
record DeferQueueParameters(
        CfnParameter url, CfnParameter arn, CfnParameter key, CfnCondition isGiven, CfnCondition hasKey) {

    /// Adds the parameters, and the rule that they are given both or not at all.
    static DeferQueueParameters create(Stack stack) {
        CfnParameter url = parameter(stack, "DeferQueueUrl", "URL", "https://.+");
        CfnParameter arn = parameter(stack, "DeferQueueArn", "ARN", "arn:[^:]+:sqs:[^:]+:[0-9]{12}:.+");
        CfnRule.Builder.create(stack, "DeferQueue")
                .assertions(List.of(CfnRuleAssertion.builder()
                        .assertValue(Fn.conditionOr(
                                Fn.conditionAnd(isEmpty(url), isEmpty(arn)),
                                Fn.conditionNot(Fn.conditionOr(isEmpty(url), isEmpty(arn)))))
                        .assertDescription(
                                "DeferQueueUrl and DeferQueueArn must be given both, of the same queue, or not at all")
                        .build()))
                .build();
        CfnCondition isGiven = CfnCondition.Builder.create(stack, "HasDeferQueue")
                .expression(Fn.conditionNot(isEmpty(arn)))
                .build();
        CfnParameter key = CfnParameter.Builder.create(stack, "DeferQueueKeyArn")
                .description(
                        "The ARN of the KMS key that this queue is encrypted with. Default: none, SQS's own encryption")
                .allowedPattern("^(arn:[^:]+:kms:[^:]+:[0-9]{12}:key/.+)?$")
                .constraintDescription("a key's ARN, or nothing")
                .defaultValue("")
                .build();
        CfnCondition hasKey = CfnCondition.Builder.create(stack, "HasDeferQueueKey")
                .expression(Fn.conditionNot(isEmpty(key)))
                .build();
        return new DeferQueueParameters(url, arn, key, isGiven, hasKey);
    }

    /// Tells the function of `provider` its queue, and lets it send to that.
    void decide(JobExecutionCleanupProvider provider) {
        Node node = provider.getNode();
        ((CfnFunction) node.findChild("Function").getNode().findChild("Resource"))
                .addPropertyOverride("Environment.Variables." + Variables.DEFER_QUEUE_URL, url.getValueAsString());
        FunctionPolicy policy = provider.policy().beside(new Construct(provider, "Deferral"));
        policy.allow(List.of("sqs:SendMessage"), List.of(arn.getValueAsString()));
        policy.onlyIf(isGiven);
        FunctionPolicy ofKey = provider.policy().beside(new Construct(provider, "DeferralKey"));
        ofKey.allow(QueueAccess.USE_KEY_TO_SEND, List.of(key.getValueAsString()));
        ofKey.onlyIf(hasKey);
    }

    private static ICfnRuleConditionExpression isEmpty(CfnParameter parameter) {
        return Fn.conditionEquals(parameter.getValueAsString(), "");
    }

    private static CfnParameter parameter(Stack stack, String name, String kind, String regex) {
        return CfnParameter.Builder.create(stack, name)
                .description(
                        "The %s of the cleanup queue, of another stack, that takes what cleanups with Defer: true leave to it. Default: none"
                                .formatted(kind))
                .allowedPattern("^(%s)?$".formatted(regex))
                .constraintDescription("a queue's %s, or nothing".formatted(kind))
                .defaultValue("")
                .build();
    }
}
