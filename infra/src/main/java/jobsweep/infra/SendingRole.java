package jobsweep.infra;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.iam.ServicePrincipalOpts;
import software.constructs.Construct;

/// The role in which a service of AWS sends cleanup requests, or what became of them, to the queues. It may do nothing
/// else.
record SendingRole(String arn, FunctionPolicy policy) {

    /// A role for rules of AWS IoT. For which of the account and Region, it can't say: a rule needs the role first.
    static SendingRole ofRules(Construct scope, CleanupQueues queues) {
        return create(scope, queues, source("iot").resource("rule").resourceName("*"));
    }

    /// A role for EventBridge Scheduler, which acts for a schedule's group.
    static SendingRole ofSchedules(Construct scope, CleanupQueues queues) {
        return create(
                scope, queues, source("scheduler").resource("schedule-group").resourceName("default"));
    }

    private static ArnComponents.Builder source(String service) {
        return ArnComponents.builder().service(service);
    }

    private static SendingRole create(Construct scope, CleanupQueues queues, ArnComponents.Builder source) {
        Role role = Role.Builder.create(scope, "Role")
                .assumedBy(principal(Stack.of(scope), source.build()))
                .build();
        FunctionPolicy policy = new FunctionPolicy(scope, role);
        QueueAccess.allowSending(policy, queues.requests(), queues.deadLetters());
        return new SendingRole(role.getRoleArn(), policy);
    }

    // Others may have the service send for them, too, in roles that do not say for whom.
    private static ServicePrincipal principal(Stack stack, ArnComponents source) {
        return new ServicePrincipal(
                source.getService() + ".amazonaws.com",
                ServicePrincipalOpts.builder()
                        // In the template as they are here, and `Map.of` has another order in every JVM.
                        .conditions(new TreeMap<>(Map.of(
                                "ArnLike", Map.of("aws:SourceArn", stack.formatArn(source)),
                                "StringEquals", Map.of("aws:SourceAccount", stack.getAccount()))))
                        .build());
    }
}
