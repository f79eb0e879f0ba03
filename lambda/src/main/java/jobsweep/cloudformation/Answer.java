package jobsweep.cloudformation;

/// What CloudFormation is told about a request.
sealed interface Answer {

    /// Always given, also when the request failed: without it CloudFormation hides the reason and makes an id up.
    PhysicalResourceId physicalResourceId();

    /// `SUCCESS`.
    record Success(ResourceState state) implements Answer {
        @Override
        public PhysicalResourceId physicalResourceId() {
            return state.physicalResourceId();
        }
    }

    /// `FAILED`.
    ///
    /// @param reason for the template's author
    /// @param trace ids under which the rest of the story is found; stays whole when the reason has to be cut
    record Failed(PhysicalResourceId physicalResourceId, String reason, String trace) implements Answer {
        Failed because(String why) {
            return new Failed(physicalResourceId, why, trace);
        }
    }
}
