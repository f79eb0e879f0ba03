package jobsweep.acceptance.options;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the name of a file that has something in it.
final class InputFile implements ITypeConverter<Path> {
    @Override
    public Path convert(String name) {
        objection(Path.of(name)).ifPresent(objection -> {
            throw new TypeConversionException(objection);
        });
        return Path.of(name);
    }

    /// Why the file can't be used, if it can't.
    static Optional<String> objection(Path path) {
        File file = path.toFile();
        if (!file.exists()) {
            return Optional.of("must be a file, but there is no " + path);
        }
        if (!file.isFile()) {
            return Optional.of("must be a file, but %s is %s"
                    .formatted(path, Files.isDirectory(path) ? "a directory" : "something else"));
        }
        if (!file.canRead()) {
            return Optional.of("must be a file that you may read, but " + path + " is none");
        }
        return file.length() == 0 ? Optional.of("must be a file, but " + path + " is empty") : Optional.empty();
    }
}
