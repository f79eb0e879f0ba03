package jobsweep.acceptance.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Whether a command's figures become a picture, too.
public final class ChartOption {
    @Option(
            names = "--chart",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Where the figures go as a picture, an SVG, as in --chart chart.svg")
    private Optional<Path> file = Optional.empty();

    /// Writes the picture where it was asked for.
    ///
    /// @param chart whose text is an SVG
    public void write(Object chart) throws IOException {
        if (file.isPresent()) {
            Files.writeString(file.get(), chart.toString());
        }
    }
}
