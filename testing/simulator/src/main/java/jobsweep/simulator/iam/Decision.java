package jobsweep.simulator.iam;

import java.util.Set;

/// IAM's word on one call.
public sealed interface Decision {

    /// A call that may be made, and the statements that together allow it.
    record Allowed(Set<Statement> statements) implements Decision {
        public Allowed {
            statements = Set.copyOf(statements);
        }
    }

    /// A call that may not be made: the first resource on which the action is not allowed, and whether a statement
    /// denies it (`explicitly`) or merely none allows it.
    record Denied(String roleArn, String action, String resource, boolean explicitly) implements Decision {

        /// The sentence AWS answers with.
        public String message() {
            String because = explicitly
                    ? "with an explicit deny in an identity-based policy"
                    : "because no identity-based policy allows the " + action + " action";
            return "User: %s is not authorized to perform: %s on resource: %s %s"
                    .formatted(roleArn, action, resource, because);
        }
    }
}
