package jobsweep.acceptance.options;

import picocli.CommandLine.Option;

/// The options of a command whose every chance comes from one number.
public abstract sealed class SeededOptions implements Options
        permits BurstOptions, CampaignOptions, SoakOptions, StampedeOptions, YearOptions {
    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            converter = WholeNumber.Seed.class,
            description = "Where all chance comes from; where more than one is played, each further one has the next."
                    + " Default: ${DEFAULT-VALUE}")
    private long seed;

    /// Where all chance comes from, or that of the first one.
    public long seed() {
        return seed;
    }
}
