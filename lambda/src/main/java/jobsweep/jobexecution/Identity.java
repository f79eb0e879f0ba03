package jobsweep.jobexecution;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jobsweep.cloudformation.PhysicalResourceId;
import jobsweep.contract.CleanupTarget;
import jobsweep.contract.ExecutionNumber;
import jobsweep.contract.InvalidPropertyException;
import jobsweep.contract.JobExecutionResource;
import jobsweep.contract.JobId;
import jobsweep.contract.ResourceProperties;
import jobsweep.contract.ThingName;

/// Which executions a resource stands for. Its text is the resource's physical id, so that a Delete can be understood
/// from the id alone, however old the properties are that come with it: the target's, and `@<queuedAt>` after a number
/// whose execution was there when the id was made, in epoch milliseconds.
///
/// @param queuedAt tells that very execution from those that get its number later; in whole milliseconds
record Identity(CleanupTarget target, Optional<Instant> queuedAt) {

    private static final Pattern ID =
            Pattern.compile("(?<job>[^/]+)/(?<thing>[^/]+)(?:/(?<number>[0-9]+)(?:@(?<queuedAt>-?[0-9]+))?)?");

    Identity {
        queuedAt = queuedAt.map(time -> Instant.ofEpochMilli(time.toEpochMilli()));
    }

    /// What the properties name.
    ///
    /// @throws InvalidPropertyException naming the first property that is unknown, missing or not allowed
    static Identity of(ResourceProperties properties) {
        properties.refuseAllBut(JobExecutionResource.PROPERTIES);
        JobExecutionResource.PROPERTIES.forEach(properties::optional);
        return new Identity(CleanupTarget.of(properties), Optional.empty());
    }

    /// That very execution, and none that gets its number later.
    static Identity of(FoundExecution found) {
        return new Identity(new CleanupTarget(found.execution()), Optional.of(found.queuedAt()));
    }

    /// Whether the execution with this identity's number is the one that is meant.
    boolean is(FoundExecution found) {
        return queuedAt.map(found::isQueuedAt).orElse(true);
    }

    /// Whether the two share executions without naming the same.
    boolean overlaps(Identity other) {
        return target.overlaps(other.target) && !target.equals(other.target);
    }

    PhysicalResourceId physicalResourceId() {
        return new PhysicalResourceId(toString());
    }

    /// Reads an id back.
    ///
    /// @return empty where the id is none that we make: CloudFormation's own, or the marker of a failed Create
    static Optional<Identity> parse(PhysicalResourceId id) {
        Matcher parts = ID.matcher(id.value());
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
        CleanupTarget target = new CleanupTarget(
                named(parts.group("job")).map(JobId::new),
                named(parts.group("thing")).map(ThingName::new),
                Optional.ofNullable(parts.group("number")).map(ExecutionNumber::parse));
        return new Identity(
                target,
                Optional.ofNullable(parts.group("queuedAt"))
                        .map(Long::parseLong)
                        .map(Instant::ofEpochMilli));
    }

    private static Optional<String> named(String part) {
        return Optional.of(part).filter(name -> !name.equals(CleanupTarget.EVERY));
    }

    @Override
    public String toString() {
        return target + queuedAt.map(time -> "@" + time.toEpochMilli()).orElse("");
    }
}
