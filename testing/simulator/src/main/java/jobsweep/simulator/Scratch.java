package jobsweep.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/// A temporary directory that goes with everything in it, at the latest with the JVM.
public final class Scratch implements AutoCloseable {
    private static final int MOST_TRIES = 20;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Path root;
    private final Thread atTheEnd = new Thread(this::deleteAtTheEnd);

    private Scratch(Path root) {
        this.root = root;
    }

    public static Scratch create() throws IOException {
        Scratch scratch = new Scratch(Files.createTempDirectory("simulated-aws"));
        Runtime.getRuntime().addShutdownHook(scratch.atTheEnd);
        return scratch;
    }

    /// A directory in it, made when it is first asked for.
    public Path directory(String name) throws IOException {
        return Files.createDirectories(root.resolve(name));
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException alreadyEnding) {
            return;
        }
        delete();
    }

    /// Processes that end at the same moment may still write.
    private void deleteAtTheEnd() {
        for (int tries = 0; tries < MOST_TRIES && Files.exists(root); tries++) {
            try {
                Thread.sleep(PAUSE);
                delete();
            } catch (UncheckedIOException stillWrittenTo) {
                // Once more.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
