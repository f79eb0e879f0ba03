package jobsweep.acceptance.play;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import jobsweep.acceptance.ExampleStack.Execution;
import jobsweep.acceptance.options.InputException;
import jobsweep.acceptance.options.PlayOptions;

/// The command that plays a stack on this machine and shows what CloudFormation's console and AWS IoT would.
public final class Play {
    private final PlayOptions options;
    private final Screen screen;

    public Play(PlayOptions options, PrintWriter out) {
        this(options, new Screen(out, InstantSource.system()));
    }

    Play(PlayOptions options, Screen screen) {
        this.options = options;
        this.screen = screen;
    }

    /// Plays one stack after another.
    ///
    /// @return whether everything was as it should be
    /// @throws InputException if one of the templates can't be played, and then none is
    public boolean play() throws IOException {
        boolean asItShouldBe = true;
        for (Script script : scripts()) {
            asItShouldBe &= script.play(screen);
        }
        return asItShouldBe;
    }

    private List<? extends Script> scripts() throws IOException {
        return options.templates().isEmpty()
                ? List.of(new ExampleScript(
                        new Execution(options.job(), options.thing(), options.number(), options.force())))
                : TemplateScripts.of(options);
    }
}
