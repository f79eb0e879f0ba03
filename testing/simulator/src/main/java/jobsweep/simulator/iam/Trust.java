package jobsweep.simulator.iam;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who is let in by a role, for the resources that the conditions name.
///
/// @param principal a service, a role's ARN, or an account's root's
record Trust(String principal, List<Condition> conditions) {

    /// @param source what the service acts for
    boolean covers(String caller, Optional<String> source) {
        Map<String, String> context = source.map(Trust::context).orElse(Map.of());
        return principal.equals(caller) && conditions.stream().allMatch(condition -> condition.holds(context));
    }

    private static Map<String, String> context(String arn) {
        return Map.of("aws:SourceArn", arn, "aws:SourceAccount", arn.split(":", -1)[4]);
    }

    /// A key that must be there with one of the values.
    ///
    /// @param wildcards whether the values may have any
    record Condition(String key, List<String> values, boolean wildcards) {
        private boolean holds(Map<String, String> context) {
            return Optional.ofNullable(context.get(key))
                    .filter(found -> values.stream().anyMatch(value -> matches(value, found)))
                    .isPresent();
        }

        private boolean matches(String value, String found) {
            return wildcards ? Statement.matches(value, found) : value.equals(found);
        }
    }
}
