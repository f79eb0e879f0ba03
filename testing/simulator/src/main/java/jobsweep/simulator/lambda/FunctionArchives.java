package jobsweep.simulator.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

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

    private static void unpack(Path archive, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                unpack(zip, entry, target);
            }
        }
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException(zip.getName() + " holds a file outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.resolveSibling("."));
        try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, file);
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
