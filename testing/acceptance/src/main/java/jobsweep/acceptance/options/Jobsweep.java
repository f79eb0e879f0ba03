package jobsweep.acceptance.options;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// All commands. Whoever types something wrong gets a line that says what, and one that says where help is.
@Command(
        name = "./jobsweep",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows jobsweep at work on this machine, and measures it. No AWS account is needed.",
        subcommands = {PlayOptions.class, CampaignOptions.class, SoakOptions.class, BenchmarkOptions.class})
public final class Jobsweep {
    private Jobsweep() {}

    /// What is done with good options.
    @FunctionalInterface
    public interface Action {
        /// Does it.
        ///
        /// @param out where it shows what it does
        /// @return whether everything was as it should be
        /// @throws InputException if the options name what can't be used
        boolean run(Options options, PrintWriter out) throws Exception;
    }

    /// The commands as they are before their arguments.
    public static CommandLine commandLine(Action action) {
        return new CommandLine(new Jobsweep())
                .setExpandAtFiles(false)
                .setExecutionStrategy(parsed -> execute(parsed, action))
                .setExecutionExceptionHandler(Jobsweep::explain)
                .setParameterExceptionHandler((mistake, _) -> complain(mistake));
    }

    private static int execute(ParseResult parsed, Action action) {
        Integer shown = CommandLine.executeHelpRequest(parsed);
        if (shown != null) {
            return shown;
        }
        ParseResult given = last(parsed);
        CommandLine command = given.commandSpec().commandLine();
        if (!(given.commandSpec().userObject() instanceof Options options)) {
            throw new ParameterException(command, "A command is missing: one of " + names(command));
        }
        options.objection(given).ifPresent(objection -> {
            throw new ParameterException(command, objection);
        });
        try {
            return action.run(options, command.getOut()) ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (Exception e) {
            throw new ExecutionException(command, "The command failed", e);
        }
    }

    /// The last command that was typed. Options before it would change nothing, so there may be none.
    private static ParseResult last(ParseResult parsed) {
        if (!parsed.hasSubcommand()) {
            return parsed;
        }
        ParseResult next = parsed.subcommand();
        if (!parsed.matchedOptions().isEmpty()) {
            throw new ParameterException(
                    next.commandSpec().commandLine(),
                    "%s stands before '%s', whose options follow it"
                            .formatted(
                                    parsed.matchedOptions().getFirst().longestName(),
                                    next.commandSpec().name()));
        }
        return last(next);
    }

    /// Input that can't be used is answered with its sentence; anything else is a fault of ours, and its place matters.
    private static int explain(Exception failure, CommandLine command, ParseResult given) throws Exception {
        if (failure instanceof InputException) {
            command.getErr().println(failure.getMessage());
            return ExitCode.USAGE;
        }
        throw failure;
    }

    private static int complain(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        command.getErr().println(sentence(mistake));
        command.getErr()
                .println("%s --help says what can be given."
                        .formatted(command.getCommandSpec().qualifiedName()));
        return ExitCode.USAGE;
    }

    private static String sentence(ParameterException mistake) {
        if (mistake.getCause() instanceof TypeConversionException conversion) {
            return name(mistake.getArgSpec()) + " " + conversion.getMessage();
        }
        CommandLine command = mistake.getCommandLine();
        if (mistake instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !command.getSubcommands().isEmpty()) {
            return "There is no command '%s', only %s"
                    .formatted(unmatched.getUnmatched().getFirst(), names(command));
        }
        return String.valueOf(mistake.getMessage());
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String names(CommandLine command) {
        return String.join(", ", command.getSubcommands().keySet());
    }
}
