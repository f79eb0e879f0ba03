package jobsweep.simulator.play;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import jobsweep.infra.ExampleStack.Execution;
import jobsweep.simulator.cloudformation.ValidationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/// The command that plays a stack on this machine and shows what CloudFormation's console and AWS IoT would.
///
/// Ends with 0 only if everything was as it should be.
@Command(
        name = "play",
        sortOptions = false,
        description = {
            "Plays a stack with a thing and a job execution that is IN_PROGRESS: create, a refused delete, an update to "
                    + "Force: true, the delete. With templates, plays their creation and deletion.",
            "No AWS account is needed: CloudFormation, Lambda, IAM and AWS IoT are simulated, the function is real."
        })
public final class Play implements Callable<Integer> {

    @Option(names = "--job", paramLabel = "ID", description = "Job of the execution. Default: firmware-42")
    private String job = Execution.EXAMPLE.jobId();

    @Option(names = "--thing", paramLabel = "NAME", description = "Thing of the execution. Default: greenhouse-7")
    private String thing = Execution.EXAMPLE.thingName();

    @Option(names = "--number", paramLabel = "N", description = "Number of the execution, from 0. Default: 1")
    private long number = Execution.EXAMPLE.number();

    @Option(names = "--force", description = "Force: true from the beginning, so that no delete is refused")
    private boolean force;

    @Parameters(
            paramLabel = "TEMPLATE",
            description =
                    "CloudFormation templates, JSON or YAML, or the CDK's output, to be played instead, one by one")
    private List<Path> templates = List.of();

    @SuppressWarnings("unused") // picocli reads it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help")
    private boolean help;

    private final PrintWriter out;

    private Play(PrintWriter out) {
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(commandLine(new PrintWriter(System.out, true, System.out.charset()))
                .execute(args));
    }

    /// The command as it is before its arguments.
    ///
    /// @param out where it shows everything but complaints about its arguments
    static CommandLine commandLine(PrintWriter out) {
        return new CommandLine(new Play(out)).setOut(out).setExecutionExceptionHandler(Play::explain);
    }

    @Override
    public Integer call() throws IOException {
        boolean asItShouldBe = true;
        for (Script script : scripts()) {
            asItShouldBe &= script.play(new Screen(out));
        }
        return asItShouldBe ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private List<? extends Script> scripts() {
        return templates.isEmpty()
                ? List.of(new ExampleScript(new Execution(job, thing, number, force)))
                : templates.stream().map(TemplateScript::new).toList();
    }

    /// Input that can't be played is answered with a sentence; anything else is a fault of ours, and its place matters.
    private static int explain(Exception failure, CommandLine command, ParseResult input) throws Exception {
        String sentence = switch (failure) {
            case NoSuchFileException missing -> "There is no file " + missing.getMessage();
            case ValidationException invalid -> String.valueOf(invalid.getMessage());
            case IllegalArgumentException notAllowed -> String.valueOf(notAllowed.getMessage());
            default -> throw failure;
        };
        command.getErr().println(sentence);
        return CommandLine.ExitCode.USAGE;
    }
}
