package jobsweep.simulator.cloudformation;

/// The rules of CloudFormation that nobody has written down.
///
/// @param deletesPastFailures whether what a resource depends on is deleted although its own deletion failed
public record CloudFormationRules(boolean deletesPastFailures) {

    /// What users of CloudFormation have seen.
    public static Builder builder() {
        return new Builder();
    }

    /// What a rule is where nothing else is said.
    public static CloudFormationRules standard() {
        return builder().build();
    }

    public static final class Builder {
        private boolean deletesPastFailures = true;

        private Builder() {}

        public Builder deletesPastFailures(boolean deleted) {
            deletesPastFailures = deleted;
            return this;
        }

        public CloudFormationRules build() {
            return new CloudFormationRules(deletesPastFailures);
        }
    }
}
