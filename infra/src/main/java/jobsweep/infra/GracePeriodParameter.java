package jobsweep.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
/// CloudFormation can't add, so a mapping has the times of each value that the parameter may have.
record GracePeriodParameter(CfnParameter parameter, CfnMapping timing) {
    private static final String NAME = "LongestGracePeriodSeconds";

    private static final List<String> ALLOWED = List.of(
            "0", "60", "120", "300", "600", Long.toString(JobExecutionResource.LONGEST_GRACE_PERIOD.toSeconds()));

    private static final String FUNCTION_TIMEOUT = "FunctionTimeout";
    private static final String MAXIMUM_EVENT_AGE = "MaximumEventAge";
    private static final String SERVICE_TIMEOUT = JobExecutionCleanupProviderStack.SERVICE_TIMEOUT;

    /// Adds parameter and mapping.
    static GracePeriodParameter create(Stack stack) {
        return new GracePeriodParameter(
                parameter(stack),
                CfnMapping.Builder.create(stack, "Timing")
                        .mapping(everyTiming())
                        .build());
    }

    /// Has the times of `provider`, and what the stack's output says of them, follow the parameter.
    void decide(JobExecutionCleanupProvider provider) {
        Node function = provider.getNode().findChild("Function").getNode();
        ((CfnFunction) function.findChild("Resource")).setTimeout(seconds(FUNCTION_TIMEOUT));
        ((CfnEventInvokeConfig)
                        function.findChild("EventInvokeConfig").getNode().findChild("Resource"))
                .setMaximumEventAgeInSeconds(seconds(MAXIMUM_EVENT_AGE));
        ((CfnOutput) Stack.of(provider).getNode().findChild(SERVICE_TIMEOUT)).setValue(find(SERVICE_TIMEOUT));
    }

    private Number seconds(String time) {
        return Token.asNumber(find(time));
    }

    private String find(String time) {
        return timing.findInMap(parameter.getValueAsString(), time);
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

    // Sorted, because the template has them in this order, and `Map.of` has another one in every JVM.
    private static Map<String, Map<String, String>> everyTiming() {
        Map<String, Map<String, String>> timings = new TreeMap<>();
        ALLOWED.forEach(seconds -> timings.put(seconds, times(new Timing(Integer.parseInt(seconds)))));
        return timings;
    }

    private static Map<String, String> times(Timing timing) {
        return new TreeMap<>(Map.of(
                FUNCTION_TIMEOUT, Integer.toString(timing.functionTimeout()),
                MAXIMUM_EVENT_AGE, Integer.toString(timing.maximumEventAge()),
                SERVICE_TIMEOUT, Integer.toString(timing.serviceTimeout())));
    }
}
