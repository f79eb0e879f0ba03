package jobsweep.simulator.cloudformation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The resource types that the simulator plays: those named, and every custom resource.
public record ResourceTypes(CustomResources customResources, Map<String, ResourceType> named) {
    /// The prefix, and at most 60 characters altogether.
    private static final Pattern CUSTOM = Pattern.compile("AWS::CloudFormation::CustomResource|Custom::[\\w@-]{1,52}");

    public ResourceTypes {
        named = Map.copyOf(named);
    }

    ResourceType of(ResourceDeclaration resource) {
        return find(resource.resourceType()).orElseThrow();
    }

    static boolean isCustom(String resourceType) {
        return CUSTOM.matcher(resourceType).matches();
    }

    /// A check that everything in a plan can be played.
    ///
    /// @throws ValidationException when a resource is of a type that is not played
    void check(Plan plan) {
        Set<String> unknown = plan.resources().values().stream()
                .map(ResourceDeclaration::resourceType)
                .filter(type -> find(type).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!unknown.isEmpty()) {
            throw new ValidationException(
                    "Template format error: Unrecognized resource types: %s. The simulator plays %s and custom resources"
                            .formatted(unknown, new TreeSet<>(named.keySet())));
        }
    }

    private Optional<ResourceType> find(String resourceType) {
        return isCustom(resourceType) ? Optional.of(customResources) : Optional.ofNullable(named.get(resourceType));
    }
}
