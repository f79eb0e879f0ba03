package jobsweep.infra;

import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/// The role in which a service of AWS sends cleanup requests, or what became of them, to the queues. It may do nothing
/// else.
record SendingRole(String arn, FunctionPolicy policy) {

    static SendingRole create(Construct scope, String service, CleanupQueues queues) {
        Role role = Role.Builder.create(scope, "Role")
                .assumedBy(new ServicePrincipal(service))
                .build();
        FunctionPolicy policy = new FunctionPolicy(scope, role);
        QueueAccess.allowSending(policy, queues.requests(), queues.deadLetters());
        return new SendingRole(role.getRoleArn(), policy);
    }
}
