package jobsweep.acceptance.options;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What can be chosen about a soak.
@Command(
        name = "soak",
        description = "Sends events to one warm process of the packaged function, over TLS on a network that fails in"
                + " every way, and checks that each is answered once and that nothing is left behind. 2000 take some"
                + " twenty minutes.")
public final class SoakOptions extends SeededOptions {
    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "2000",
            converter = WholeNumber.Events.class,
            description = "How many events there are, 1 to 100000. Default: ${DEFAULT-VALUE}")
    private long events;

    /// How many events there are.
    public int events() {
        return (int) events;
    }
}
