package jobsweep.acceptance.play;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jobsweep.acceptance.ProductAccount;
import jobsweep.acceptance.options.InputException;
import jobsweep.acceptance.options.PlayOptions;
import jobsweep.infra.JobExecutionCleanupProviderStack;
import jobsweep.simulator.cloudformation.CloudFormation;
import jobsweep.simulator.cloudformation.ResourceFailedException;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.cloudformation.TemplateSummary;
import jobsweep.simulator.cloudformation.ValidationException;

/// The templates that were named, all of them read and checked before the first one is played.
record TemplateScripts(Map<Path, Template> templates, Map<String, String> parameters) {
    /// What the provider exports, and so what a template can import here.
    private static final List<String> EXPORTS = List.of(
            JobExecutionCleanupProviderStack.EXPORT_NAME, JobExecutionCleanupProviderStack.SERVICE_TIMEOUT_EXPORT_NAME);

    /// @throws InputException naming the file and what is wrong with it
    static List<TemplateScript> of(PlayOptions options) throws IOException {
        Map<Path, Template> templates = new LinkedHashMap<>();
        for (Path file : options.templates()) {
            templates.put(file, template(file));
        }
        var scripts = new TemplateScripts(templates, options.parameters());
        scripts.refuseUndeclared();
        Optional<CleanupEvent.Source> event = options.event().isPresent()
                ? Optional.of(CleanupEvents.read(options.event().get()))
                : Optional.empty();
        List<TemplateScript> read = scripts.read(event);
        if (event.isPresent() && read.stream().noneMatch(TemplateScript::hasConsumer)) {
            throw new InputException("--event is for a queue's stack, and %s has no AWS::Lambda::EventSourceMapping"
                    .formatted(options.templates().getFirst()));
        }
        return read;
    }

    private List<TemplateScript> read(Optional<CleanupEvent.Source> event) throws IOException {
        List<TemplateScript> scripts = new ArrayList<>();
        // An account in which nothing is made knows what can be.
        try (var aws = ProductAccount.builder().start()) {
            for (Map.Entry<Path, Template> each : templates.entrySet()) {
                Map<String, String> own = parametersOf(each.getValue());
                TemplateSummary summary = summary(aws.cloudFormation(), each.getKey(), each.getValue(), own);
                scripts.add(new TemplateScript(each.getKey(), each.getValue(), own, summary, event));
            }
        }
        return scripts;
    }

    private Map<String, String> parametersOf(Template template) {
        Map<String, String> own = new HashMap<>(parameters);
        own.keySet().retainAll(template.parameterNames());
        return own;
    }

    private void refuseUndeclared() {
        Set<String> undeclared = new TreeSet<>(parameters.keySet());
        templates.values().forEach(template -> undeclared.removeAll(template.parameterNames()));
        if (!undeclared.isEmpty()) {
            throw new InputException("%s: Parameters: %s do not exist in the template".formatted(names(), undeclared));
        }
    }

    private String names() {
        return String.join(", ", templates.keySet().stream().map(Path::toString).toList());
    }

    private static Template template(Path file) throws IOException {
        try {
            return Template.read(file);
        } catch (ValidationException e) {
            throw unplayable(file, e);
        } catch (CharacterCodingException e) {
            throw new InputException(file + ": this is no template, but something that is not text in UTF-8", e);
        }
    }

    private static TemplateSummary summary(
            CloudFormation cloudFormation, Path file, Template template, Map<String, String> parameters) {
        try {
            TemplateSummary summary = cloudFormation.summary(template, parameters);
            Set<String> missing = new TreeSet<>(summary.imports());
            missing.removeAll(EXPORTS);
            if (!missing.isEmpty()) {
                throw new InputException("%s: No export named %s found. Here there are %s, the provider's"
                        .formatted(file, String.join(", ", missing), String.join(" and ", EXPORTS)));
            }
            return summary;
        } catch (ValidationException | ResourceFailedException e) {
            throw unplayable(file, e);
        }
    }

    private static InputException unplayable(Path file, RuntimeException e) {
        return new InputException(file + ": " + e.getMessage(), e);
    }
}
