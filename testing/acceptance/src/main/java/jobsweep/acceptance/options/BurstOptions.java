package jobsweep.acceptance.options;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What can be chosen about a burst.
@Command(
        name = "burst",
        description = "Plays a burst of finished executions on the cleanup queue in simulated time, with faults and"
                + " kills, and checks what must hold.")
public final class BurstOptions extends SeededOptions {
    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "20000",
            converter = WholeNumber.Events.class,
            description = "How many executions end, 1 to 100000. Default: ${DEFAULT-VALUE}")
    private long events;

    @Mixin
    private ChartOption chart = new ChartOption();

    /// How many executions end.
    public int events() {
        return (int) events;
    }

    /// Where the picture goes.
    public ChartOption chart() {
        return chart;
    }
}
