package jobsweep.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import jobsweep.contract.JobExecutionResource;
import software.amazon.awscdk.CfnMapping;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.constructs.Node;

/// A template's parameter of the longest grace period, which everything in [Timing] follows.
///
/// CloudFormation can't add, so a mapping of each time has the seconds for each value that the parameter may have,
/// beside each of the other one's.
record GracePeriodParameter(CfnParameter parameter, OpenEndedParameter openEnded) {
    private static final String NAME = "LongestGracePeriodSeconds";

    private static final List<String> ALLOWED = List.of(
            "0", "60", "120", "300", "600", Long.toString(JobExecutionResource.LONGEST_GRACE_PERIOD.toSeconds()));

    /// Adds the parameter.
    static GracePeriodParameter create(Stack stack, OpenEndedParameter openEnded) {
        return new GracePeriodParameter(parameter(stack), openEnded);
    }

    /// Has the times of `provider`, and what the stack's output says of them, follow both parameters.
    void decide(JobExecutionCleanupProvider provider) {
        Stack stack = Stack.of(provider);
        Node function = provider.getNode().findChild("Function").getNode();
        ((CfnFunction) function.findChild("Resource"))
                .setTimeout(Token.asNumber(find(stack, "FunctionTimeouts", Timing::functionTimeout)));
        ((CfnEventInvokeConfig)
                        function.findChild("EventInvokeConfig").getNode().findChild("Resource"))
                .setMaximumEventAgeInSeconds(Token.asNumber(find(stack, "MaximumEventAges", Timing::maximumEventAge)));
        ((CfnOutput) stack.getNode().findChild(JobExecutionCleanupProviderStack.SERVICE_TIMEOUT))
                .setValue(find(stack, "ServiceTimeouts", Timing::serviceTimeout));
    }

    private String find(Stack stack, String id, ToIntFunction<Timing> time) {
        return CfnMapping.Builder.create(stack, id)
                .mapping(new TreeMap<>(Map.of("false", every(time, false), "true", every(time, true))))
                .build()
                .findInMap(openEnded.parameter().getValueAsString(), parameter.getValueAsString());
    }

    // Sorted, because the template has them in this order, and `Map.of` has another one in every JVM.
    private static Map<String, String> every(ToIntFunction<Timing> time, boolean isOpenEnded) {
        Map<String, String> times = new TreeMap<>();
        for (String seconds : ALLOWED) {
            Timing timing = new Timing(Integer.parseInt(seconds), isOpenEnded);
            times.put(seconds, Integer.toString(time.applyAsInt(timing)));
        }
        return times;
    }

    private static CfnParameter parameter(Stack stack) {
        return CfnParameter.Builder.create(stack, NAME)
                .type("Number")
                .description("The longest GracePeriodSeconds that the function has time for. The output ServiceTimeout"
                        + " follows it: what it says is what cleanups set")
                .allowedValues(ALLOWED)
                .constraintDescription(
                        "a number of seconds that the template has the times for: " + String.join(", ", ALLOWED))
                .defaultValue("0")
                .build();
    }
}
