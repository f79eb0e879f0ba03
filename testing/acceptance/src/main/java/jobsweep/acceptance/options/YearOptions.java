package jobsweep.acceptance.options;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What can be chosen about a year of deferred deletions.
@Command(
        name = "year",
        description = "Deletes stacks whose devices end their work after minutes to eleven months, in simulated time,"
                + " with kills, and checks that nothing is lost and that looking takes little of the quota.")
public final class YearOptions extends SeededOptions {
    @Option(
            names = "--executions",
            paramLabel = "N",
            defaultValue = "5000",
            converter = WholeNumber.Events.class,
            description = "How many executions are left behind, 1 to 100000. Default: ${DEFAULT-VALUE}")
    private long executions;

    @Mixin
    private ChartOption chart = new ChartOption();

    /// How many executions are left behind.
    public int executions() {
        return (int) executions;
    }

    /// Where the picture goes.
    public ChartOption chart() {
        return chart;
    }
}
