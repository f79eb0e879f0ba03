package jobsweep.infra;

import java.util.List;
import jobsweep.contract.RequestKind;
import jobsweep.contract.Variables;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.Construct;
import software.constructs.Node;

/// A template's parameter of whether cleanups may have `*` for the job or the thing, and so take any time.
record OpenEndedParameter(CfnParameter parameter, CfnCondition isTrue) {
    private static final String NAME = "WholeThingsAndJobs";

    /// Adds the parameter.
    static OpenEndedParameter create(Stack stack) {
        CfnParameter parameter = CfnParameter.Builder.create(stack, NAME)
                .description("Whether cleanups may have JobId or ThingName *. The function's time and the output"
                        + " ServiceTimeout are the longest there are then")
                .allowedValues(List.of("true", "false"))
                .constraintDescription("true or false")
                .defaultValue("false")
                .build();
        return new OpenEndedParameter(
                parameter,
                CfnCondition.Builder.create(stack, "Has" + NAME)
                        .expression(Fn.conditionEquals(parameter.getValueAsString(), "true"))
                        .build());
    }

    /// Lets the function of `provider` go on by itself, and list what is of a job, where it is true.
    void decide(JobExecutionCleanupProvider provider, TargetPatterns targets) {
        Node node = provider.getNode();
        FunctionPolicy policy = provider.policy().beside(new Construct(provider, "Continuation"));
        policy.allow(
                List.of("lambda:InvokeFunction"), List.of(((IFunction) node.findChild("Function")).getFunctionArn()));
        new IotPermissions(Stack.of(provider), policy, IotPlace.OWN)
                .allowListing(RequestKind.EVERY_THING_OF_A_JOB, targets);
        policy.onlyIf(isTrue);
        ((CfnFunction) node.findChild("Function").getNode().findChild("Resource"))
                .addPropertyOverride(
                        "Environment.Variables." + Variables.WHOLE_THINGS_AND_JOBS, parameter.getValueAsString());
    }
}
