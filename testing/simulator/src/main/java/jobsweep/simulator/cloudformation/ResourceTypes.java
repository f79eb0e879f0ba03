package jobsweep.simulator.cloudformation;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
    /// @throws ValidationException when a resource is of a type that is not played, or something asks for an
    ///     attribute that a type does not have
    void check(Plan plan) {
        Map<String, String> unknown = plan.resources().values().stream()
                .filter(resource -> find(resource.resourceType()).isEmpty())
                .collect(Collectors.toMap(
                        ResourceDeclaration::logicalResourceId,
                        ResourceDeclaration::resourceType,
                        (one, other) -> one,
                        TreeMap::new));
        if (!unknown.isEmpty()) {
            throw new ValidationException(
                    "Template format error: Unrecognized resource types: %s (%s)%nThe simulator plays %s"
                            .formatted(new TreeSet<>(unknown.values()), String.join(", ", unknown.keySet()), played()));
        }
        plan.expressions().forEach(expression -> {
            if (expression instanceof Expression.GetAtt(String id, String attribute)
                    && !supports(plan.resources().get(id), attribute)) {
                throw new ValidationException(
                        "Template error: resource %s does not support attribute type %s in Fn::GetAtt"
                                .formatted(id, attribute));
            }
        });
    }

    private boolean supports(@Nullable ResourceDeclaration resource, String attribute) {
        return resource != null && of(resource).supports(attribute);
    }

    private String played() {
        return named.keySet().stream()
                .map(type -> type.replaceFirst("^AWS::", ""))
                .sorted()
                .collect(Collectors.joining(", ", "custom resources and, of AWS, ", ""));
    }

    private Optional<ResourceType> find(String resourceType) {
        return isCustom(resourceType) ? Optional.of(customResources) : Optional.ofNullable(named.get(resourceType));
    }
}
