package jobsweep.acceptance;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jobsweep.simulator.cloudformation.Template;

/// A plain template with a `Rollout`: a cleanup of `firmware-42`'s execution 1 on a thing, by the function of the
/// provider's stack.
///
/// @param properties the cleanup's
/// @param attributes other attributes of the resource, such as `DeletionPolicy`
/// @param others     further resources, as YAML
record Rollout(Map<String, String> properties, Map<String, String> attributes, String others) {

    /// The execution on a thing that is not in the template.
    static Rollout on(String thingName) {
        return new Rollout(
                Map.of(
                        "JobId", "firmware-42",
                        "ThingName", thingName,
                        "ExecutionNumber", "1",
                        "ServiceTimeout", "1050"),
                Map.of(),
                "");
    }

    /// The execution on a thing that the template makes too.
    static Rollout withThing(String thingName) {
        return on(thingName).with("ThingName", "!Ref Thing").beside("""
                  Thing:
                    Type: AWS::IoT::Thing
                    Properties:
                      ThingName: %s
                """.formatted(thingName));
    }

    Rollout with(String property, Object value) {
        Map<String, String> changed = new TreeMap<>(properties);
        changed.put(property, value.toString());
        return new Rollout(changed, attributes, others);
    }

    /// The cleanup of every execution of the job on the thing.
    Rollout withoutNumber() {
        Map<String, String> changed = new TreeMap<>(properties);
        changed.remove("ExecutionNumber");
        return new Rollout(changed, attributes, others);
    }

    Rollout withAttribute(String attribute, String value) {
        Map<String, String> changed = new TreeMap<>(attributes);
        changed.put(attribute, value);
        return new Rollout(properties, changed, others);
    }

    Rollout beside(String resources) {
        return new Rollout(properties, attributes, others + resources);
    }

    Template template() {
        return Template.parse("""
                Resources:
                %s  Rollout:
                    Type: Custom::IoTJobExecution
                %s    Properties:
                      ServiceToken: !ImportValue JobsweepServiceToken
                %sOutputs:
                  ExecutionNumber: {Value: !GetAtt Rollout.ExecutionNumber}
                  Status: {Value: !GetAtt Rollout.Status}
                  QueuedAt: {Value: !GetAtt Rollout.QueuedAt}
                """.formatted(others, lines("    ", attributes), lines("      ", properties)));
    }

    private static String lines(String indent, Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> indent + member.getKey() + ": " + member.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
