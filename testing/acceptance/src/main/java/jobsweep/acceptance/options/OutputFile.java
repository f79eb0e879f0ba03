package jobsweep.acceptance.options;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the name of a file that can be written, before there is anything to write.
final class OutputFile implements ITypeConverter<Path> {
    @Override
    public Path convert(String name) {
        Path path = Path.of(name).toAbsolutePath();
        if (Files.isDirectory(path)) {
            throw new TypeConversionException("must be a file, but %s is a directory".formatted(name));
        }
        if (!Files.isDirectory(path.resolve("..").normalize())) {
            throw new TypeConversionException("must be in a directory that is there, got '%s'".formatted(name));
        }
        return path;
    }
}
