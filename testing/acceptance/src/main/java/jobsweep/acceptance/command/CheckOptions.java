package jobsweep.acceptance.command;

import jobsweep.acceptance.options.Jobsweep;

/// Checks a command's options and does nothing else, so that a mistake is known before anything is built. Silent where
/// they are good; help and version are shown.
public final class CheckOptions {
    private CheckOptions() {}

    /// Exits as the command would, and with 0 where it would begin its work.
    public static void main(String[] args) {
        System.exit(Jobsweep.commandLine((_, _) -> true).execute(args));
    }
}
