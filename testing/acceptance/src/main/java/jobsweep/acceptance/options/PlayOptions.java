package jobsweep.acceptance.options;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/// What can be chosen about the stacks that are shown at work.
@Command(
        name = "play",
        description = {
            "Plays a stack with a thing and a job execution that is IN_PROGRESS: create, an update that takes the"
                    + " cleanup out and is refused its deletion, an update that brings it back with Force: true, the"
                    + " delete. Then a stack that goes while the device is at work, and its execution later.",
            "With templates, plays their creation and deletion instead, and for a queue's stack a cleanup between.",
            "CloudFormation, Lambda, IAM, SQS and AWS IoT are simulated, the function is real. Times are UTC."
        })
public final class PlayOptions implements Options {
    private static final List<String> OF_THE_EXAMPLE = List.of("--job", "--thing", "--number", "--force");
    private static final List<String> OF_TEMPLATES = List.of("--parameter", "--event");

    @Option(
            names = "--job",
            paramLabel = "ID",
            defaultValue = "firmware-42",
            converter = JobId.class,
            description = "Job of the execution. Default: ${DEFAULT-VALUE}")
    private String job = "";

    @Option(
            names = "--thing",
            paramLabel = "NAME",
            defaultValue = "greenhouse-7",
            converter = ThingName.class,
            description = "Thing of the execution. Default: ${DEFAULT-VALUE}")
    private String thing = "";

    @Option(
            names = "--number",
            paramLabel = "N",
            defaultValue = "1",
            converter = ExecutionNumber.class,
            description = "Number of the execution, from 0. Default: ${DEFAULT-VALUE}")
    private long number;

    @Option(names = "--force", description = "Force: true from the beginning, so that no delete is refused")
    private boolean force;

    @Option(
            names = "--parameter",
            paramLabel = "KEY=VALUE",
            description = "Value of one of the templates' parameters, for each that declares it; may be repeated")
    private Map<String, String> parameters = Map.of();

    @Option(
            names = "--event",
            paramLabel = "FILE",
            converter = InputFile.class,
            description = {
                "What a queue's stack is to clean up for: an event of AWS IoT's (with eventType JOB_EXECUTION or"
                        + " THING_EVENT), or else a cleanup request.",
                "Default: an execution ends, or a request where the stack does not listen to that"
            })
    private Optional<Path> event = Optional.empty();

    @Parameters(
            paramLabel = "TEMPLATE",
            description =
                    "CloudFormation templates, JSON or YAML, or the CDK's output, to be played instead, one by one")
    private List<Path> templates = List.of();

    /// The example's job.
    public String job() {
        return job;
    }

    /// The example's thing.
    public String thing() {
        return thing;
    }

    /// The number of the example's execution.
    public long number() {
        return number;
    }

    /// Whether the example deletes by force from the beginning.
    public boolean force() {
        return force;
    }

    /// Values of the templates' parameters.
    public Map<String, String> parameters() {
        return parameters;
    }

    /// The file with what a queue's stack is to clean up for.
    public Optional<Path> event() {
        return event;
    }

    /// The templates to play; none for the example.
    public List<Path> templates() {
        return templates;
    }

    @Override
    public Optional<String> objection(ParseResult given) {
        if (templates.isEmpty()) {
            return first(given, OF_TEMPLATES)
                    .map(option -> option + " is for a template, and none is given: name its file as well");
        }
        return first(given, OF_THE_EXAMPLE)
                .map(option -> option
                        + " is for the example that is played without a template: a template names its executions"
                        + " itself")
                .or(this::objectionToTemplates);
    }

    // Not by a converter: picocli takes a value that its converter refuses for no template at all.
    private Optional<String> objectionToTemplates() {
        return templates.stream()
                .flatMap(template -> InputFile.objection(template).stream())
                .findFirst()
                .map(objection -> "TEMPLATE " + objection);
    }

    private static Optional<String> first(ParseResult given, List<String> options) {
        return options.stream().filter(given::hasMatchedOption).findFirst();
    }

    /// A name by the same rule as the resource's property.
    private abstract static class Name implements ITypeConverter<String> {
        private final Pattern pattern;
        private final String allowed;

        Name(String regex, String allowed) {
            this.pattern = Pattern.compile(regex);
            this.allowed = allowed;
        }

        @Override
        public String convert(String text) {
            if (pattern.matcher(text).matches()) {
                return text;
            }
            throw new TypeConversionException("must be %s, got '%s'".formatted(allowed, text));
        }
    }

    private static final class JobId extends Name {
        JobId() {
            super("[a-zA-Z0-9_-]{1,64}", "1 to 64 characters of a-z, A-Z, 0-9, _ and -");
        }
    }

    private static final class ThingName extends Name {
        ThingName() {
            super("[a-zA-Z0-9:_-]{1,128}", "1 to 128 characters of a-z, A-Z, 0-9, :, _ and -");
        }
    }

    private static final class ExecutionNumber extends WholeNumber {
        ExecutionNumber() {
            super(0, Long.MAX_VALUE);
        }
    }
}
