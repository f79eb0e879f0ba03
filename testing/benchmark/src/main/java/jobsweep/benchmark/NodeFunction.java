package jobsweep.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import jobsweep.acceptance.ExampleStack;
import jobsweep.acceptance.Synthesis;
import jobsweep.simulator.Endpoints;

/// The handler of the CDK's `AwsCustomResource`, as a function that brings Node.js's runtime along.
///
/// @param archive    the handler, AWS's SDK and runtime interface client, and what starts them
/// @param handler    as the CDK's template names it
/// @param properties what CloudFormation sends it, besides the service token
/// @param node       the Node.js that it runs on
/// @param version    of Node.js
record NodeFunction(Path archive, String handler, ObjectNode properties, Path node, String version) {
    private static final String STACK = "AwsCustomResource";
    private static final String RESOURCES = "node/";
    private static final String CLIENT = "node_modules/aws-lambda-ric/rapid-client.node/";

    /// Makes the function.
    ///
    /// @param packages  where npm's packages are kept from one run to the next
    /// @param directory for everything else
    /// @throws IOException if npm can't install the packages, in a sentence
    static NodeFunction make(Path packages, Path directory, ExampleStack.Execution execution)
            throws IOException, InterruptedException {
        install(packages);
        Synthesis synthesis = Synthesis.of(directory, app -> new AwsCustomResourceStack(app, STACK, execution));
        JsonNode template =
                new JsonMapper().readTree(synthesis.templateFile(STACK).toFile());
        JsonNode function = properties(template, "AWS::Lambda::Function");
        String asset = function.at("/Code/S3Key").asText().replace(".zip", "");
        Path archive = directory.resolve("function.zip");
        pack(packages, directory.resolve("asset." + asset), archive);
        return new NodeFunction(
                archive,
                function.path("Handler").asText(),
                properties(template, "Custom::AWS"),
                Path.of(output(packages, List.of("node", "--print", "process.execPath"))),
                output(packages, List.of("node", "--print", "process.versions.node")));
    }

    /// What the function is told besides what every function is.
    Map<String, String> variables(Endpoints endpoints) {
        return Map.of(
                "PATH",
                node.resolve("..").normalize() + File.pathSeparator + "/usr/bin:/bin",
                "NODE_EXTRA_CA_CERTS",
                endpoints.tls().orElseThrow().authorities().toString(),
                "BUCKET_PORT",
                Integer.toString(endpoints.bucket().url().getPort()),
                // Lambda's user has no home; the developer's would bring their ~/.aws along.
                "HOME",
                "/home/sbx_user1051");
    }

    private static ObjectNode properties(JsonNode template, String type) {
        return template.path("Resources")
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals(type))
                .map(resource -> resource.withObject("/Properties"))
                .findFirst()
                .orElseThrow();
    }

    private static void install(Path packages) throws IOException, InterruptedException {
        Files.createDirectories(packages);
        try (InputStream wanted = resource("package.json")) {
            Files.copy(wanted, packages.resolve("package.json"), StandardCopyOption.REPLACE_EXISTING);
        }
        // No script is run: it would build the native part of the runtime interface client.
        output(
                packages,
                List.of(
                        "npm",
                        "install",
                        "--ignore-scripts",
                        "--no-package-lock",
                        "--no-audit",
                        "--no-fund",
                        "--loglevel=error"));
    }

    /// @throws IOException if the command fails, with its first words
    private static String output(Path directory, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException("%s failed: %s"
                    .formatted(
                            String.join(" ", command), said.lines().findFirst().orElse("it says nothing")));
        }
        return said;
    }

    private static void pack(Path packages, Path handler, Path archive) throws IOException {
        Map<String, String> options = Map.of("create", "true", "enablePosixFileAttributes", "true");
        try (FileSystem zip = FileSystems.newFileSystem(archive, options)) {
            Path root = zip.getPath("/");
            copy(handler, root);
            copy(packages.resolve("node_modules"), root.resolve("node_modules"));
            add(root, "bucket.cjs", "bucket.cjs");
            add(root, "bootstrap", "bootstrap");
            Files.setPosixFilePermissions(root.resolve("bootstrap"), PosixFilePermissions.fromString("rwxr-xr-x"));
            for (String name : List.of("package.json", "index.js")) {
                add(root, "rapid-client/" + name, CLIENT + name);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(from)) {
            files = found.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    private static void add(Path root, String resource, String name) throws IOException {
        Path target = root.resolve(name);
        Files.createDirectories(target.getParent());
        try (InputStream content = resource(resource)) {
            Files.copy(content, target);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(NodeFunction.class.getResourceAsStream(RESOURCES + name), name);
    }
}
