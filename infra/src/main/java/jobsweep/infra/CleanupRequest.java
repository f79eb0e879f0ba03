package jobsweep.infra;

import java.util.Map;
import java.util.Objects;
import jobsweep.contract.CleanupRequests;
import jobsweep.contract.JobExecutionResource;
import jobsweep.contract.Property;
import jobsweep.contract.RequestKind;
import jobsweep.contract.ResourceProperties;
import org.jspecify.annotations.Nullable;

/// A constant cleanup request, for [JobExecutionCleanupQueue#cleanUpOnSchedule].
///
/// ```java
/// CleanupRequest.Builder.create().jobId("firmware-42").thingName("*").onlyFinished(true).build()
/// ```
public final class CleanupRequest {
    private final Map<String, String> document;
    private final RequestKind kind;

    private CleanupRequest(Map<String, String> document) {
        this.document = document;
        this.kind = CleanupRequests.kind(new ResourceProperties(document));
    }

    /// The document that the consumer gets.
    Map<String, String> document() {
        return document;
    }

    RequestKind kind() {
        return kind;
    }

    /// What the request can be about, at most.
    ///
    /// @throws IllegalArgumentException if the patterns do not cover it
    TargetPatterns narrow(TargetPatterns covered) {
        return new TargetPatterns(
                covered.jobs().only(name(JobExecutionResource.JOB_ID)),
                covered.things().only(name(JobExecutionResource.THING_NAME)));
    }

    private String name(Property<?> property) {
        return Objects.requireNonNull(document.get(property.name()));
    }

    /// Properties of a [CleanupRequest]. The setters check literals by the function's own rules and throw
    /// [IllegalArgumentException] with property, value and what is allowed.
    public static final class Builder extends PropertiesBuilder<CleanupRequest, Builder> {
        private Builder() {}

        /// Starts a request.
        public static Builder create() {
            return new Builder();
        }

        /// The job: 1 to 64 characters of a-z, A-Z, 0-9, _ and -, or `*` for every job. Required.
        public Builder jobId(@Nullable String jobId) {
            return set(JobExecutionResource.JOB_ID, jobId);
        }

        /// The thing: 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -, or `*` for every thing. Required.
        public Builder thingName(@Nullable String thingName) {
            return set(JobExecutionResource.THING_NAME, thingName);
        }

        /// Whether executions that are QUEUED or IN_PROGRESS are left alone. Default: false.
        public Builder onlyFinished(@Nullable Boolean onlyFinished) {
            return set(CleanupRequests.ONLY_FINISHED, text(onlyFinished));
        }

        /// @throws IllegalArgumentException if job or thing is missing, both are `*`, or one is and there is a number
        @Override
        public CleanupRequest build() {
            return new CleanupRequest(with(JobExecutionResource.JOB_ID, JobExecutionResource.THING_NAME));
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
