package jobsweep.acceptance.options;

import java.util.Optional;
import picocli.CommandLine.ParseResult;

/// A command's options. They are good one by one when they have been read.
public sealed interface Options permits BenchmarkOptions, PlayOptions, SeededOptions {
    /// Why they are not good together, if they are not.
    ///
    /// @param given what was typed
    default Optional<String> objection(ParseResult given) {
        return Optional.empty();
    }
}
