package jobsweep.infra;

import java.util.LinkedHashMap;
import java.util.Map;

/// A constant cleanup request, for [JobExecutionCleanupQueue#cleanUpOnSchedule].
///
/// ```java
/// CleanupRequest.Builder.create().jobId("firmware-42").thingName("*").onlyFinished(true).build()
/// ```
public final class CleanupRequest {
    /// What stands for every job, or every thing.
    private static final String EVERY = "*";

    private final Map<String, String> document;

    private CleanupRequest(Map<String, String> document) {
        this.document = new LinkedHashMap<>(document);
    }

    /// The document that the consumer gets.
    Map<String, String> document() {
        return document;
    }

    RequestKind kind() {
        if (thingName().equals(EVERY)) {
            return RequestKind.EVERY_THING_OF_A_JOB;
        }
        if (jobId().equals(EVERY)) {
            return RequestKind.EVERY_JOB_ON_A_THING;
        }
        return document.containsKey(CleanupProperty.EXECUTION_NUMBER.documentedName())
                ? RequestKind.ONE_EXECUTION
                : RequestKind.EVERY_EXECUTION_OF_A_JOB_ON_A_THING;
    }

    /// What the request can be about, at most.
    ///
    /// @throws IllegalArgumentException if the patterns do not cover it
    TargetPatterns narrow(TargetPatterns covered) {
        return new TargetPatterns(narrow(covered.jobs(), jobId()), narrow(covered.things(), thingName()));
    }

    private static NamePatterns narrow(NamePatterns covered, String name) {
        return name.equals(EVERY) ? covered : covered.only(name);
    }

    private String jobId() {
        return document.getOrDefault(CleanupProperty.JOB_ID.documentedName(), "");
    }

    private String thingName() {
        return document.getOrDefault(CleanupProperty.THING_NAME.documentedName(), "");
    }

    /// Properties of a [CleanupRequest]. The setters check literals by the function's own rules and throw
    /// [IllegalArgumentException] with property, value and what is allowed.
    public static final class Builder implements software.amazon.jsii.Builder<CleanupRequest> {
        private final Map<String, String> document = new LinkedHashMap<>();

        private Builder() {}

        /// Starts a request.
        public static Builder create() {
            return new Builder();
        }

        /// The job: 1 to 64 characters of a-z, A-Z, 0-9, _ and -, or `*` for every job. Required.
        public Builder jobId(String jobId) {
            return setOrEvery(CleanupProperty.JOB_ID, jobId);
        }

        /// The thing: 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -, or `*` for every thing. Required.
        public Builder thingName(String thingName) {
            return setOrEvery(CleanupProperty.THING_NAME, thingName);
        }

        /// The execution's number, from 0. Default: every execution that was queued before the request is sent.
        public Builder executionNumber(long executionNumber) {
            return set(CleanupProperty.EXECUTION_NUMBER, Long.toString(executionNumber));
        }

        /// Whether an execution that is IN_PROGRESS is deleted too. Default: false.
        public Builder force(boolean force) {
            return set(CleanupProperty.FORCE, Boolean.toString(force));
        }

        /// The namespace of a job that another AWS service manages. Default: none.
        public Builder namespaceId(String namespaceId) {
            return set(CleanupProperty.NAMESPACE_ID, namespaceId);
        }

        /// Whether executions that are QUEUED or IN_PROGRESS are left alone. Default: false.
        public Builder onlyFinished(boolean onlyFinished) {
            document.put("OnlyFinished", Boolean.toString(onlyFinished));
            return this;
        }

        /// @throws IllegalArgumentException if job or thing is missing, both are `*`, or one is and there is a number
        @Override
        public CleanupRequest build() {
            CleanupProperty.required().forEach(property -> {
                if (!document.containsKey(property.documentedName())) {
                    throw property.missing();
                }
            });
            CleanupRequest request = new CleanupRequest(document);
            boolean everyJob = request.jobId().equals(EVERY);
            boolean everyThing = request.thingName().equals(EVERY);
            if (everyJob && everyThing) {
                throw new IllegalArgumentException(
                        "JobId and ThingName must not both be *: name the job, the thing, or both");
            }
            if ((everyJob || everyThing) && document.containsKey(CleanupProperty.EXECUTION_NUMBER.documentedName())) {
                throw new IllegalArgumentException(
                        "ExecutionNumber must not be given where JobId or ThingName is *: a number means something for one job on one thing only");
            }
            return request;
        }

        private Builder setOrEvery(CleanupProperty property, String value) {
            return value.equals(EVERY) ? put(property, value) : set(property, value);
        }

        private Builder set(CleanupProperty property, String value) {
            return put(property, property.check(value));
        }

        private Builder put(CleanupProperty property, String value) {
            document.put(property.documentedName(), value);
            return this;
        }
    }
}
