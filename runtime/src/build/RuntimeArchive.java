import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.cloudformation.Assets;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.lambda.ExecutionEnvironment;
import jobsweep.simulator.lambda.JvmEnvironment;

/// Adds the ahead-of-time cache to a function with its own Java runtime, and packs both. For the cache the function
/// starts on the simulated AWS as it will on Lambda, with its rehearsal, and handles a Create and a Delete; when its
/// JVM ends, it writes down what it has loaded, linked and made.
final class RuntimeArchive {

    private static final String OPTIONS = "jvm.options";
    private static final String CACHE = "function.aot";
    private static final String JARS = "function.aot.jars";
    private static final String STACK = "Training";

    private final Path content;
    private final FileTime time;

    private RuntimeArchive(Path content, Instant time) {
        this.content = content;
        this.time = FileTime.from(time);
    }

    /// @param args the folder with what Lambda is to unpack, the template for training, the archive to write, and the
    ///     time of modification of all its files
    public static void main(String[] args) throws IOException {
        Path archive = Path.of(args[2]);
        Files.createDirectories(archive.getParent());
        RuntimeArchive made = new RuntimeArchive(Path.of(args[0]), Instant.parse(args[3]));
        made.listJars();
        made.train(Template.read(Path.of(args[1])), archive);
        made.pack(archive, "DEFLATED");
    }

    /// Writes down by which sizes and times `bootstrap` knows the jars that the cache is made of.
    private void listJars() throws IOException {
        List<String> known = new ArrayList<>();
        for (Path jar : jars()) {
            known.add("%s@%s".formatted(Files.size(jar), time.toInstant().getEpochSecond()));
        }
        Files.writeString(content.resolve(JARS), String.join(" ", known) + "\n");
    }

    /// In the order in which a shell lists them.
    private List<Path> jars() throws IOException {
        try (Stream<Path> libraries = Files.list(content.resolve("lib")).sorted()) {
            return Stream.concat(Stream.of(content.resolve("function.jar")), libraries)
                    .filter(file -> file.toString().endsWith(".jar"))
                    .toList();
        }
    }

    /// Has the archive hold the function without a cache for as long as that is made.
    private void train(Template template, Path archive) throws IOException {
        Path options = content.resolve(OPTIONS);
        Path cache = content.resolve(CACHE).toAbsolutePath();
        String lasting = Files.readString(options);
        Files.deleteIfExists(cache);
        String once = "\"-XX:AOTCacheOutput=%s\"".formatted(cache);
        Files.writeString(options, lasting.replace("-XX:AOTCache=" + CACHE, once));
        pack(archive, "STORED");
        play(template, archive);
        Files.writeString(options, lasting);
        require(Files.exists(cache), "The JVM has written no cache");
    }

    private static void play(Template template, Path archive) throws IOException {
        try (SimulatedAws aws = SimulatedAws.builder()
                .assets(Assets.of(Map.of("function", archive)))
                .lambda(functions -> functions.maximumConcurrency(1))
                .environment(it -> Map.of(
                        "JOBSWEEP_RESPONSE_HOSTS", it.endpoints().bucket().hostAndPort()))
                .start()) {
            aws.jobs().put(Execution.queued("firmware-42", "pump", 1, Instant.EPOCH));
            Stack stack = aws.cloudFormation()
                    .createStack(STACK, template, Map.of("HasCleanup", "true"))
                    .join();
            aws.cloudFormation()
                    .updateStack(STACK, template, Map.of("HasCleanup", "false"))
                    .join();
            require(stack.status() == StackStatus.UPDATE_COMPLETE, "The stack's events were " + stack.events());
            require(aws.jobs().executions().isEmpty(), "The function has not deleted the execution");
            end(aws.lambda().environments(stack.outputs().get("FunctionArn")));
        }
    }

    /// In an orderly way, which neither the simulator nor Lambda has: a JVM that is killed writes no cache.
    private static void end(List<ExecutionEnvironment> environments) {
        require(environments.size() == 1, "The events had %d JVMs".formatted(environments.size()));
        JvmEnvironment environment = (JvmEnvironment) environments.getFirst();
        ProcessHandle jvm = ProcessHandle.of(environment.pid()).orElseThrow();
        jvm.destroy();
        jvm.onExit().join();
    }

    /// Two forms of the time are in an archive: one is in UTC, the other in the time zone of whoever reads it, for which
    /// this program has to run in UTC, as Lambda does.
    private void pack(Path archive, String compression) throws IOException {
        Files.deleteIfExists(archive);
        try (FileSystem zip = FileSystems.newFileSystem(
                        archive,
                        Map.of("create", true, "enablePosixFileAttributes", true, "compressionMethod", compression));
                Stream<Path> files = Files.walk(content).skip(1).sorted()) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path entry = Files.copy(file, zip.getPath(content.relativize(file).toString()));
                Files.setPosixFilePermissions(entry, Files.getPosixFilePermissions(file));
                Files.setLastModifiedTime(entry, time);
            }
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
