package jobsweep.simulator.cloudformation;

import java.util.Set;

/// What a template asks for, with its parameters filled in and its conditions decided.
///
/// @param imports the names of other stacks' exports that it needs
public record TemplateSummary(Set<String> resourceTypes, Set<String> imports) {
    public TemplateSummary {
        resourceTypes = Set.copyOf(resourceTypes);
        imports = Set.copyOf(imports);
    }
}
