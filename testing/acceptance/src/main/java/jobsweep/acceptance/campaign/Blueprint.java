package jobsweep.acceptance.campaign;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import jobsweep.infra.JobExecutionCleanupProviderStack;
import jobsweep.simulator.cloudformation.Template;

/// A template that a user writes, by chance: a few resources that name few jobs, things and numbers, so that they meet.
final class Blueprint {
    static final List<String> JOBS = List.of("firmware-1", "firmware-2");
    static final List<String> THINGS = List.of("pump-1", "pump-2");
    static final List<String> NUMBERS = List.of("1", "2", "3");
    static final String NAMESPACE = "field";
    static final int LONGEST_GRACE_PERIOD = 780;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> IDS = List.of("First", "Second", "Third", "Fourth");
    private static final List<String> GRACE_PERIODS = List.of("0", "5", "45", "300", "780");

    private final SplittableRandom random;
    private final String serviceTimeout;
    private final Map<String, ObjectNode> resources;

    private Blueprint(SplittableRandom random, String serviceTimeout, Map<String, ObjectNode> resources) {
        this.random = random;
        this.serviceTimeout = serviceTimeout;
        this.resources = resources;
    }

    static Blueprint first(SplittableRandom random, String serviceTimeout) {
        Blueprint blueprint = new Blueprint(random, serviceTimeout, new TreeMap<>());
        do {
            blueprint.put(blueprint.oneOf(IDS), blueprint.cleanup());
        } while (random.nextBoolean());
        return blueprint;
    }

    /// Another one with some of it changed.
    Blueprint changed() {
        Map<String, ObjectNode> copy = new TreeMap<>();
        resources.forEach((id, resource) -> copy.put(id, resource.deepCopy()));
        Blueprint changed = new Blueprint(random, serviceTimeout, copy);
        do {
            changed.change();
        } while (random.nextInt(3) == 0);
        return changed;
    }

    Template template() {
        ObjectNode template = JSON.objectNode();
        template.putObject("Resources").setAll(resources);
        return Template.parse(template.toString());
    }

    private void change() {
        String id = oneOf(IDS);
        ObjectNode resource = resources.get(id);
        if (resource == null) {
            put(id, cleanup());
        } else if (resources.size() > 1 && random.nextInt(4) == 0) {
            resources.remove(id);
            resources.values().stream()
                    .filter(other -> other.path("DependsOn").asText().equals(id))
                    .forEach(other -> other.remove("DependsOn"));
        } else if (random.nextBoolean() && resource.path("Type").asText().startsWith("Custom::")) {
            tweak(resource.withObject("Properties"));
        } else {
            put(id, random.nextInt(8) == 0 ? taken() : cleanup());
        }
    }

    // Options only: what the resource names stays.
    private void tweak(ObjectNode properties) {
        if (properties.has("Force")) {
            properties.remove("Force");
        } else {
            properties.put("Force", "true");
        }
        properties.put("GracePeriodSeconds", oneOf(GRACE_PERIODS));
        properties.put("Defer", Boolean.toString(random.nextBoolean()));
    }

    private ObjectNode cleanup() {
        ObjectNode resource = JSON.objectNode().put("Type", "Custom::IoTJobExecution");
        ObjectNode properties = resource.putObject("Properties");
        properties.putObject("ServiceToken").put("Fn::ImportValue", JobExecutionCleanupProviderStack.EXPORT_NAME);
        properties.put("ServiceTimeout", serviceTimeout);
        properties.put("JobId", oneOf(JOBS)).put("ThingName", oneOf(THINGS));
        switch (random.nextInt(9)) {
            case 0 -> properties.put("JobId", Naming.EVERY);
            case 1 -> properties.put("ThingName", Naming.EVERY);
            case 2, 3 -> {
                // Every execution of the job on the thing.
            }
            default -> properties.put("ExecutionNumber", oneOf(NUMBERS));
        }
        if (random.nextBoolean()) {
            properties.put("Defer", "true");
        }
        if (random.nextInt(3) == 0) {
            properties.put("Force", random.nextInt(12) == 0 ? "perhaps" : "true");
        }
        if (random.nextInt(3) == 0) {
            properties.put("GracePeriodSeconds", oneOf(GRACE_PERIODS));
        }
        if (random.nextInt(10) == 0) {
            properties.put("NamespaceId", NAMESPACE);
        }
        retain(resource);
        return resource;
    }

    private void retain(ObjectNode resource) {
        if (random.nextInt(8) == 0) {
            resource.put("DeletionPolicy", "Retain");
        }
        if (random.nextInt(8) == 0) {
            resource.put("UpdateReplacePolicy", "Retain");
        }
    }

    // On the first alone, which depends on none: so there are no circles.
    private void put(String id, ObjectNode resource) {
        if (!id.equals(IDS.getFirst()) && resources.containsKey(IDS.getFirst()) && random.nextInt(3) == 0) {
            resource.put("DependsOn", IDS.getFirst());
        }
        resources.put(id, resource);
    }

    /// A thing that is there already: it can't be created, and so everything is rolled back.
    private ObjectNode taken() {
        ObjectNode resource = JSON.objectNode().put("Type", "AWS::IoT::Thing");
        resource.putObject("Properties").put("ThingName", oneOf(THINGS));
        return resource;
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
