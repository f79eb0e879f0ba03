package jobsweep.acceptance.command;

import java.io.PrintWriter;
import jobsweep.acceptance.campaign.Campaign;
import jobsweep.acceptance.options.BenchmarkOptions;
import jobsweep.acceptance.options.BurstOptions;
import jobsweep.acceptance.options.CampaignOptions;
import jobsweep.acceptance.options.Jobsweep;
import jobsweep.acceptance.options.Options;
import jobsweep.acceptance.options.PlayOptions;
import jobsweep.acceptance.options.SoakOptions;
import jobsweep.acceptance.options.StampedeOptions;
import jobsweep.acceptance.options.YearOptions;
import jobsweep.acceptance.play.Play;
import jobsweep.acceptance.soak.Soak;

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
            case BenchmarkOptions _ -> throw new IllegalStateException("The benchmark is a program of its own");
            case BurstOptions burst -> Campaign.playBurst(burst, out);
            case CampaignOptions campaign -> Campaign.playLives(campaign, out);
            case PlayOptions play -> new Play(play, out).play();
            case SoakOptions soak -> new Soak(soak, out).play();
            case StampedeOptions stampede -> Campaign.playStampede(stampede, out);
            case YearOptions year -> Campaign.playYear(year, out);
        };
    }
}
