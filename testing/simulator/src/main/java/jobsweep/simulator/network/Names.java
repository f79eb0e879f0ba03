package jobsweep.simulator.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Names of this machine as the resolver of a process finds them, which can fail. It is the C library's, as on Lambda,
/// with other files than the machine's: no name server is asked.
public final class Names {
    /// Every name ends in this, which is reserved for tests (RFC 6761).
    public static final String DOMAIN = "example.test";

    private static final String ONLY_FILES = "hosts: files\n";
    private static final String ALSO_A_SERVER = "hosts: files dns\n";
    private static final String NO_SERVER = "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n";

    private final Set<String> known = new TreeSet<>();
    private final Path hosts;
    private final Path sources;
    private final Path server;

    private Names(Path directory) {
        this.hosts = directory.resolve("hosts");
        this.sources = directory.resolve("nsswitch.conf");
        this.server = directory.resolve("resolv.conf");
    }

    /// A resolver that finds no name but `localhost`.
    ///
    /// @param directory for its files
    public static Names in(Path directory) throws IOException {
        Names names = new Names(directory);
        Files.writeString(names.server, NO_SERVER);
        Files.writeString(names.sources, ONLY_FILES);
        names.write();
        return names;
    }

    /// Has these found from now on.
    public synchronized void add(String... names) {
        known.addAll(Set.of(names));
        write();
    }

    /// Has what is not found be unknown, or for the moment without an answer.
    public void answer(boolean answers) throws IOException {
        Files.writeString(sources, answers ? ONLY_FILES : ALSO_A_SERVER);
    }

    /// The files that make a process ask this resolver, as far as this machine has them.
    public FileView view() {
        Map<Path, Path> files = new HashMap<>();
        Stream.of(hosts, sources, server).forEach(file -> {
            Path system = Path.of("/etc").resolve(file.getFileName());
            if (Files.exists(system)) {
                files.put(system, file);
            }
        });
        return new FileView(files);
    }

    private void write() {
        try {
            Files.writeString(
                    hosts,
                    Stream.concat(Stream.of("localhost"), known.stream())
                            .map(name -> "127.0.0.1 " + name + "\n")
                            .collect(Collectors.joining()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
