package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A template, read completely: whatever in it the simulator cannot play is an error already here.
public final class Template {
    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Description",
            "Metadata",
            "Mappings",
            "Parameters",
            "Rules",
            "Conditions",
            "Resources",
            "Outputs");

    private static final int MOST_BYTES = 1_000_000;
    private static final int MOST_RESOURCES = 500;

    private final Mappings mappings;
    private final Map<String, Parameter> parameters;
    private final List<Rule> rules;
    private final Map<String, Condition> conditions;
    private final Map<String, ResourceDeclaration> resources;
    private final Map<String, Output> outputs;

    private Template(JsonNode template) {
        mappings = template.optional("Mappings").map(Mappings::read).orElse(Mappings.EMPTY);
        parameters = Sections.each(template, "Parameters", Parameter::new);
        rules = List.copyOf(Sections.each(template, "Rules", Rule::read).values());
        conditions = Sections.each(template, "Conditions", (name, condition) -> Condition.read(condition));
        resources = Sections.each(template, "Resources", ResourceDeclaration::read);
        outputs = Sections.each(template, "Outputs", Output::read);
    }

    /// Reads JSON or YAML, short forms such as `!Ref` included.
    ///
    /// @throws ValidationException when the text is no template, or one with something in it that is not played
    public static Template parse(String text) {
        check(
                text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES,
                "Template may not exceed %s bytes in size.".formatted(MOST_BYTES));
        var template = TemplateText.read(text);
        Sections.only("Template", template, SECTIONS);
        int size = template.path("Resources").size();
        check(size > 0, "Template format error: At least one Resources member must be defined.");
        check(
                size <= MOST_RESOURCES,
                "Template format error: Number of resources, %s, is greater than maximum allowed, %s"
                        .formatted(size, MOST_RESOURCES));
        return new Template(template);
    }

    /// Reads a template's file.
    ///
    /// @throws ValidationException as [#parse(String)]
    public static Template read(Path file) throws IOException {
        return parse(Files.readString(file));
    }

    /// The names of the parameters that it declares.
    public Set<String> parameterNames() {
        return Set.copyOf(parameters.keySet());
    }

    /// This template with its parameters filled in and its conditions decided.
    Plan plan(Account account, Map<String, String> given) {
        var values =
                new ParameterScope(account, ParameterScope.values(account, parameters, given), mappings, conditions);
        rules.forEach(rule -> rule.check(values, conditions));
        Predicate<Optional<String>> holds = name -> name.stream().allMatch(values::holds);
        var made = only(resources, resource -> holds.test(resource.condition()));
        var told = only(outputs, output -> holds.test(output.condition()));
        var plan = new Plan(values.parameters(), mappings.only(lookups(made, told, values)), conditions, made, told);
        plan.check();
        return plan;
    }

    private static void check(boolean condition, String otherwise) {
        if (!condition) {
            throw new ValidationException(otherwise);
        }
    }

    private static Stream<Mappings.Keys> lookups(
            Map<String, ResourceDeclaration> resources, Map<String, Output> outputs, Scope scope) {
        return Stream.concat(
                        resources.values().stream().map(ResourceDeclaration::properties),
                        outputs.values().stream().flatMap(Output::expressions))
                .flatMap(Expression::all)
                .flatMap(expression ->
                        expression instanceof Expression.Call call && call.function() == Expression.Function.FIND_IN_MAP
                                ? Stream.of(call.keys(scope))
                                : Stream.empty());
    }

    private static <T> Map<String, T> only(Map<String, T> all, Predicate<T> wanted) {
        var some = new LinkedHashMap<>(all);
        some.values().removeIf(wanted.negate());
        return some;
    }
}
