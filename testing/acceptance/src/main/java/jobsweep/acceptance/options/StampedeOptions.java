package jobsweep.acceptance.options;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What can be chosen about the deletion of stacks with many cleanups.
@Command(
        name = "stampede",
        description = "Deletes a stack with many cleanups in simulated time, under AWS IoT's quota, and measures the"
                + " function beside callers that know nothing of one another.")
public final class StampedeOptions extends SeededOptions {
    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "15",
            converter = WholeNumber.Runs.class,
            description = "How many stacks are deleted, 1 to 10000. Default: ${DEFAULT-VALUE}")
    private long runs;

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "200",
            converter = Size.class,
            description = "How many cleanups a stack has, 1 to 500 as CloudFormation allows. Default: ${DEFAULT-VALUE}")
    private long size;

    /// How many stacks are deleted.
    public int runs() {
        return (int) runs;
    }

    /// How many cleanups a stack has.
    public int size() {
        return (int) size;
    }

    /// As many resources as CloudFormation takes in a template.
    private static final class Size extends WholeNumber {
        Size() {
            super(1, 500);
        }
    }
}
