package jobsweep.acceptance.options;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What can be chosen about a fault campaign.
@Command(
        name = "campaign",
        description = "Plays random lives of stacks in simulated time, with faults on every side, and checks what must"
                + " hold whatever happens. A seed that finds something is played again by --seed <S> --sequences 1.",
        subcommands = {BurstOptions.class, StampedeOptions.class, YearOptions.class})
public final class CampaignOptions extends SeededOptions {
    @Option(
            names = "--sequences",
            paramLabel = "N",
            defaultValue = "1000",
            converter = Sequences.class,
            description = "How many lives are played, 1 to 10000000. Default: ${DEFAULT-VALUE}")
    private long sequences;

    @Option(names = "--verbose", description = "Shows the history of every life, not only where something is found.")
    private boolean verbose;

    /// How many lives are played.
    public int sequences() {
        return (int) sequences;
    }

    /// Whether the history of every life is shown.
    public boolean verbose() {
        return verbose;
    }

    private static final class Sequences extends WholeNumber {
        Sequences() {
            super(1, 10_000_000);
        }
    }
}
