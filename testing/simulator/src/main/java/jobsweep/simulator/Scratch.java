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
    private static final int MOST_TRIES = 200;
    private static final int ENOUGH_LOOKS = 5;
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
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException alreadyEnding) {
            // The hook finds nothing more.
        }
    }

    /// Whoever is at work when the JVM is told to end works on until it has, and may make again what was deleted.
    private void deleteAtTheEnd() {
        int looksInVain = 0;
        for (int tries = 0; tries < MOST_TRIES && looksInVain < ENOUGH_LOOKS; tries++) {
            looksInVain = Files.exists(root) ? 0 : looksInVain + 1;
            try {
                delete();
                Thread.sleep(PAUSE);
            } catch (UncheckedIOException stillWrittenTo) {
                // Once more.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void delete() {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
