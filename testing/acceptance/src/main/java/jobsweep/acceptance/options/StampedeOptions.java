package jobsweep.acceptance.options;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What can be chosen about the deletion of stacks with many cleanups.
@Command(
        name = "stampede",
        description = "Deletes a stack with many cleanups in simulated time, under AWS IoT's quota, and measures the"
                + " function beside callers that know nothing of one another.")
public final class StampedeOptions implements Options {
    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "15",
            converter = WholeNumber.Runs.class,
            description = "How many stacks are deleted, 1 to 10000. Default: ${DEFAULT-VALUE}")
    private long runs;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            converter = WholeNumber.Seed.class,
            description = "The first one's seed; each further one has the next. Default: ${DEFAULT-VALUE}")
    private long seed;

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

    /// The first one's seed.
    public long seed() {
        return seed;
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
