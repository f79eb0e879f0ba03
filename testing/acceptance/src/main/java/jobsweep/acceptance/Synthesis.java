package jobsweep.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.Assets;
import jobsweep.simulator.cloudformation.CloudAssembly;
import jobsweep.simulator.cloudformation.Template;
import software.amazon.awscdk.App;

/// What the CDK makes of an app: templates, and the files that they expect in S3.
public final class Synthesis {
    /// What is played may be about any job and thing.
    private static final Map<String, Object> CONTEXT =
            Map.of("jobsweep:jobPatterns", List.of("*"), "jobsweep:thingPatterns", List.of("*"));

    private final Path directory;

    private Synthesis(Path directory) {
        this.directory = directory;
    }

    /// Synthesizes an app as `cdk synth` does. One at a time, since the CDK's Node.js process mixes up callers that
    /// talk to it at once.
    ///
    /// @param directory where the output goes
    /// @param stacks    adds the app's stacks to it
    public static synchronized Synthesis of(Path directory, Consumer<App> stacks) {
        App app = App.Builder.create()
                .outdir(directory.toString())
                .context(CONTEXT)
                .build();
        stacks.accept(app);
        app.synth();
        return new Synthesis(directory);
    }

    public Path templateFile(String stackName) {
        return directory.resolve(stackName + ".template.json");
    }

    public Template template(String stackName) throws IOException {
        return Template.read(templateFile(stackName));
    }

    public Assets assets(String stackName, Account account) throws IOException {
        return CloudAssembly.beside(templateFile(stackName), account);
    }
}
