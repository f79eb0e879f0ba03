package jobsweep.infra;

import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;

/// Outputs of a stack that others import. An account and Region has each export's name once.
///
/// @param prefix of the exports' names
record StackExports(String prefix) {
    /// Of one provider and one queue for an account and Region.
    static final StackExports JOBSWEEP = new StackExports("Jobsweep");

    /// @throws IllegalArgumentException if CloudFormation would not take the names
    StackExports {
        if (!prefix.matches("[a-zA-Z0-9:-]{1,200}")) {
            throw new IllegalArgumentException(
                    "exportPrefix must be 1 to 200 characters of a-z, A-Z, 0-9, : and -, got '%s'".formatted(prefix));
        }
    }

    /// Adds an output, which is exported as its name after the prefix.
    void add(Stack stack, String name, String description, String value) {
        CfnOutput.Builder.create(stack, name)
                .description(description)
                .exportName(prefix + name)
                .value(value)
                .build();
    }
}
