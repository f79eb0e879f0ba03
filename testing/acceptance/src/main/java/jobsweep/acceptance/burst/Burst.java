package jobsweep.acceptance.burst;

import java.io.IOException;
import jobsweep.acceptance.options.BurstOptions;

/// The command that plays a burst.
public final class Burst {
    private final BurstOptions options;

    public Burst(BurstOptions options) {
        this.options = options;
    }

    /// Plays it.
    ///
    /// @return whether everything held that must
    public boolean play() throws IOException {
        Report report =
                new Play(options.seed(), options.events(), QueueTemplate.synthesized(), ConsumerCode::built).play();
        System.out.println(report);
        report.findings().forEach(finding -> System.out.println("VIOLATED: " + finding));
        return report.findings().isEmpty();
    }
}
