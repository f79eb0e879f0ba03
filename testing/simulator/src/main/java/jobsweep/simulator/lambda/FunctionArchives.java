package jobsweep.simulator.lambda;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

/// Unpacked archives, one directory for each content.
final class FunctionArchives {
    private final Path directory;

    FunctionArchives(Path directory) {
        this.directory = directory;
    }

    /// The directory with the archive's files; unpacked when first asked for.
    Path unpacked(Path archive) throws IOException {
        Path code = directory.resolve(contentHash(archive)).toAbsolutePath();
        // Not one lock for each instance: two services may share the directory.
        synchronized (FunctionArchives.class) {
            if (!Files.exists(code)) {
                Files.createDirectories(directory);
                Path unfinished = Files.createTempDirectory(directory, "unpacking");
                unpack(archive, unfinished);
                CrtLibrary.fit(unfinished);
                Files.move(unfinished, code);
            }
        }
        return code;
    }

    /// Modes and times are those in the archive.
    private static void unpack(Path archive, Path target) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("enablePosixFileAttributes", "true"));
                Stream<Path> entries = Files.walk(zip.getPath("/"))) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                Path file = target.resolve("." + entry);
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(file);
                } else {
                    Files.copy(entry, file, StandardCopyOption.COPY_ATTRIBUTES);
                    Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(entry));
                }
            }
        } catch (ProviderNotFoundException e) {
            throw new IOException(archive + " is not an archive", e);
        }
    }

    private static String contentHash(Path archive) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
