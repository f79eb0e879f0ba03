package jobsweep.simulator.command;

import java.io.PrintWriter;
import jobsweep.simulator.benchmark.Benchmark;
import jobsweep.simulator.burst.Burst;
import jobsweep.simulator.campaign.Campaign;
import jobsweep.simulator.campaign.Stampede;
import jobsweep.simulator.options.BenchmarkOptions;
import jobsweep.simulator.options.BurstOptions;
import jobsweep.simulator.options.CampaignOptions;
import jobsweep.simulator.options.Jobsweep;
import jobsweep.simulator.options.Options;
import jobsweep.simulator.options.PlayOptions;
import jobsweep.simulator.options.SoakOptions;
import jobsweep.simulator.options.StampedeOptions;
import jobsweep.simulator.play.Play;
import jobsweep.simulator.soak.Soak;

/// Runs a command.
public final class Commands {
    private Commands() {}

    /// Exits with 0 if everything was as it should be, with 2 if the command was given what it can't use, and with 1
    /// otherwise.
    public static void main(String[] args) {
        System.exit(Jobsweep.commandLine(Commands::run)
                .setOut(new PrintWriter(System.out, true, System.out.charset()))
                .execute(args));
    }

    private static boolean run(Options options, PrintWriter out) throws Exception {
        return switch (options) {
            case BenchmarkOptions benchmark -> {
                new Benchmark(benchmark).measure();
                yield true;
            }
            case BurstOptions burst -> new Burst(burst).play();
            case CampaignOptions campaign -> new Campaign(campaign).play();
            case PlayOptions play -> new Play(play, out).play();
            case SoakOptions soak -> new Soak(soak, out).play();
            case StampedeOptions stampede -> {
                new Stampede(stampede).measure();
                yield true;
            }
        };
    }
}
