package jobsweep.infra;

import software.amazon.awscdk.Stack;
import software.constructs.IConstruct;

/// The stacks that constructs are in.
final class Stacks {
    private Stacks() {}

    /// What tells a construct's stack from all others of its app.
    static String address(IConstruct construct) {
        return Stack.of(construct).getNode().getAddr();
    }

    /// Whether both are in one stack.
    static boolean areSame(IConstruct one, IConstruct other) {
        return address(one).equals(address(other));
    }
}
