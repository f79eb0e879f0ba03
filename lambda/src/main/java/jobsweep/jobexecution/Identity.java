package jobsweep.jobexecution;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jobsweep.cloudformation.PhysicalResourceId;
import jobsweep.contract.ExecutionNumber;
import jobsweep.contract.InvalidPropertyException;
import jobsweep.contract.JobExecution;
import jobsweep.contract.JobExecutionResource;
import jobsweep.contract.JobId;
import jobsweep.contract.ResourceProperties;
import jobsweep.contract.ThingName;

/// Which executions a resource stands for. Its text is the resource's physical id, so that a Delete can be understood
/// from the id alone, however old the properties are that come with it.
sealed interface Identity {

    /// Every execution of a job on a thing: `<JobId>/<ThingName>`.
    record EveryExecution(JobId jobId, ThingName thingName) implements Identity {
        @Override
        public String toString() {
            return jobId + "/" + thingName;
        }
    }

    /// An execution that did not exist yet when the id was made: `<JobId>/<ThingName>/<ExecutionNumber>`.
    record NumberedExecution(JobExecution execution) implements Identity {
        @Override
        public String toString() {
            return execution.toString();
        }
    }

    /// That very execution and none that got its number later: `<JobId>/<ThingName>/<ExecutionNumber>@<queuedAt>`.
    ///
    /// @param queuedAt in whole milliseconds
    record KnownExecution(JobExecution execution, Instant queuedAt) implements Identity {

        public KnownExecution {
            queuedAt = Instant.ofEpochMilli(queuedAt.toEpochMilli());
        }

        static KnownExecution of(FoundExecution found) {
            return new KnownExecution(found.execution(), found.queuedAt());
        }

        boolean is(FoundExecution found) {
            return equals(of(found));
        }

        @Override
        public String toString() {
            return execution + "@" + queuedAt.toEpochMilli();
        }
    }

    /// What the properties name.
    ///
    /// @throws InvalidPropertyException naming the first property that is unknown, missing or not allowed
    static Identity of(ResourceProperties properties) {
        properties.refuseAllBut(JobExecutionResource.PROPERTIES);
        JobExecutionResource.PROPERTIES.forEach(properties::optional);
        JobId jobId = properties.required(JobExecutionResource.JOB_ID);
        ThingName thingName = properties.required(JobExecutionResource.THING_NAME);
        return properties
                .optional(JobExecutionResource.EXECUTION_NUMBER)
                .<Identity>map(number -> new NumberedExecution(new JobExecution(jobId, thingName, number)))
                .orElseGet(() -> new EveryExecution(jobId, thingName));
    }

    /// What a template can say of this identity: all of it but the time at which the execution was queued.
    default Identity asInTemplate() {
        return switch (this) {
            case EveryExecution every -> every;
            case NumberedExecution numbered -> numbered;
            case KnownExecution known -> new NumberedExecution(known.execution());
        };
    }

    /// Whether the two share executions without naming the same: all of a job on a thing, and one of them.
    default boolean overlaps(Identity other) {
        return siblings().equals(other.siblings()) && this instanceof EveryExecution != other instanceof EveryExecution;
    }

    private EveryExecution siblings() {
        return switch (this) {
            case EveryExecution every -> every;
            case NumberedExecution(var one) -> new EveryExecution(one.jobId(), one.thingName());
            case KnownExecution known -> known.asInTemplate().siblings();
        };
    }

    default PhysicalResourceId physicalResourceId() {
        return new PhysicalResourceId(toString());
    }

    /// Reads an id back.
    ///
    /// @return empty where the id is none that we make: CloudFormation's own, or the marker of a failed Create
    static Optional<Identity> parse(PhysicalResourceId id) {
        Matcher parts = Grammar.ID.matcher(id.value());
        try {
            // `…/007` is read as number 7, but nobody was ever given that id.
            return parts.matches()
                    ? Optional.of(read(parts)).filter(read -> read.toString().equals(id.value()))
                    : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /// Whether the id is one that we make.
    static boolean isOne(PhysicalResourceId id) {
        return parse(id).isPresent();
    }

    private static Identity read(Matcher parts) {
        JobId jobId = new JobId(parts.group("job"));
        ThingName thingName = new ThingName(parts.group("thing"));
        if (parts.group("number") == null) {
            return new EveryExecution(jobId, thingName);
        }
        JobExecution execution = new JobExecution(jobId, thingName, ExecutionNumber.parse(parts.group("number")));
        return parts.group("queuedAt") == null
                ? new NumberedExecution(execution)
                : new KnownExecution(execution, Instant.ofEpochMilli(Long.parseLong(parts.group("queuedAt"))));
    }

    /// How the text of an identity is divided.
    final class Grammar {
        private static final Pattern ID =
                Pattern.compile("(?<job>[^/]+)/(?<thing>[^/]+)(?:/(?<number>[0-9]+)(?:@(?<queuedAt>-?[0-9]+))?)?");

        private Grammar() {}
    }
}
