package jobsweep.simulator.play;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import jobsweep.infra.ExampleStack.Execution;
import jobsweep.simulator.options.PlayOptions;

/// The command that plays a stack on this machine and shows what CloudFormation's console and AWS IoT would.
public final class Play {
    private final PlayOptions options;
    private final PrintWriter out;

    public Play(PlayOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    /// Plays one stack after another.
    ///
    /// @return whether everything was as it should be
    public boolean play() throws IOException {
        boolean asItShouldBe = true;
        for (Script script : scripts()) {
            asItShouldBe &= script.play(new Screen(out));
        }
        return asItShouldBe;
    }

    private List<? extends Script> scripts() {
        return options.templates().isEmpty()
                ? List.of(new ExampleScript(
                        new Execution(options.job(), options.thing(), options.number(), options.force())))
                : options.templates().stream().map(TemplateScript::new).toList();
    }
}
