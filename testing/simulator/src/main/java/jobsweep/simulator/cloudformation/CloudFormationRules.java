package jobsweep.simulator.cloudformation;

/// The rules of CloudFormation that nobody has written down.
///
/// @param deletesPastFailures    whether what a resource depends on is deleted although its own deletion failed
/// @param cleansUpInOrder        whether an update's clean-up deletes resources before those that they depended on;
/// else
///     custom resources are the last to go
/// @param repeatsCleanUpRequests whether a clean-up's three tries are one request with one URL, sent again
/// @param urlSigning             how the URL for an answer comes to its signature
public record CloudFormationRules(
        boolean deletesPastFailures, boolean cleansUpInOrder, boolean repeatsCleanUpRequests, UrlSigning urlSigning) {

    /// What users of CloudFormation have seen, and otherwise what is simplest.
    public static Builder builder() {
        return new Builder();
    }

    /// What a rule is where nothing else is said.
    public static CloudFormationRules standard() {
        return builder().build();
    }

    public static final class Builder {
        private boolean deletesPastFailures = true;
        private boolean cleansUpInOrder = true;
        private boolean repeatsCleanUpRequests;
        private UrlSigning urlSigning = UrlSigning.WHEN_SENT;

        private Builder() {}

        public Builder deletesPastFailures(boolean deleted) {
            deletesPastFailures = deleted;
            return this;
        }

        public Builder cleansUpInOrder(boolean inOrder) {
            cleansUpInOrder = inOrder;
            return this;
        }

        public Builder repeatsCleanUpRequests(boolean repeated) {
            repeatsCleanUpRequests = repeated;
            return this;
        }

        public Builder urlSigning(UrlSigning signing) {
            urlSigning = signing;
            return this;
        }

        public CloudFormationRules build() {
            return new CloudFormationRules(deletesPastFailures, cleansUpInOrder, repeatsCleanUpRequests, urlSigning);
        }
    }
}
