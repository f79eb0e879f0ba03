package jobsweep.acceptance.campaign;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.LongStream;
import jobsweep.acceptance.options.BurstOptions;
import jobsweep.acceptance.options.CampaignOptions;
import jobsweep.acceptance.options.StampedeOptions;
import jobsweep.acceptance.options.YearOptions;
import jobsweep.simulator.cloudformation.Template;

/// The command that plays scenarios in a world whose time is simulated. Each tells whether everything held that must.
public final class Campaign {
    private Campaign() {}

    /// Plays random lives of stacks, with faults on every side.
    public static boolean playLives(CampaignOptions options, PrintWriter out) throws IOException {
        return new Lives(options, out).play(Templates.deferring());
    }

    /// Plays a burst of executions that end.
    public static boolean playBurst(BurstOptions options, PrintWriter out) throws IOException {
        BurstReport report =
                new Burst(options.seed(), options.events(), Templates.queue(), PlayedFunctions::built).play();
        options.chart().write(report.chart());
        return show(report, report.findings(), out);
    }

    /// Plays a year of executions whose stacks are gone.
    public static boolean playYear(YearOptions options, PrintWriter out) throws IOException {
        YearReport report =
                new Year(options.seed(), options.executions(), Templates.deferring(), PlayedFunctions::built).play();
        options.chart().write(report.chart());
        return show(report, report.findings(), out);
    }

    /// Deletes stacks with many cleanups, beside callers that know nothing of one another.
    public static boolean playStampede(StampedeOptions options, PrintWriter out) throws IOException {
        SequencedMap<String, Template> stacks = Templates.crowd(options.size());
        out.printf(
                Locale.ROOT,
                "%d stacks with %d cleanups each, from seed %d%n%n",
                options.runs(),
                options.size(),
                options.seed());
        out.println(new StampedeReport(
                costs(options, stacks, PlayedFunctions::built), costs(options, stacks, IndependentCaller::load)));
        return true;
    }

    private static boolean show(Record report, List<String> findings, PrintWriter out) {
        out.println(report);
        findings.forEach(finding -> out.println("VIOLATED: " + finding));
        return findings.isEmpty();
    }

    private static List<Stampede.Cost> costs(
            StampedeOptions options, SequencedMap<String, Template> stacks, PlayedFunctions functions) {
        return LongStream.range(0, options.runs())
                .mapToObj(each -> new Stampede(options.seed() + each, options.size(), stacks, functions).play())
                .toList();
    }
}
