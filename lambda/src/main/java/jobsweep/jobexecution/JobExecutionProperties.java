package jobsweep.jobexecution;

import java.util.List;
import jobsweep.cloudformation.Property;
import jobsweep.cloudformation.ResourceException;
import jobsweep.cloudformation.ResourceProperties;
import jobsweep.jobexecution.Identity.EveryExecution;
import jobsweep.jobexecution.Identity.NumberedExecution;

/// The properties of a `Custom::IoTJobExecution`.
final class JobExecutionProperties {

    private static final Property<JobId> JOB_ID = new Property<>("JobId", JobId.ALLOWED, JobId::new);
    private static final Property<ThingName> THING_NAME =
            new Property<>("ThingName", ThingName.ALLOWED, ThingName::new);
    private static final Property<ExecutionNumber> EXECUTION_NUMBER =
            new Property<>("ExecutionNumber", ExecutionNumber.ALLOWED, ExecutionNumber::parse);
    private static final Property<Boolean> FORCE =
            new Property<>("Force", "true or false", JobExecutionProperties::trueOrFalse);
    private static final Property<NamespaceId> NAMESPACE_ID =
            new Property<>("NamespaceId", NamespaceId.ALLOWED, NamespaceId::new);

    private static final List<Property<?>> ALL = List.of(JOB_ID, THING_NAME, EXECUTION_NUMBER, FORCE, NAMESPACE_ID);

    private JobExecutionProperties() {}

    /// Checks every property, and reads what identifies the resource.
    ///
    /// @throws ResourceException naming the first property that is unknown, missing or not allowed
    static Identity check(ResourceProperties properties) {
        properties.refuseAllBut(ALL);
        properties.optional(FORCE);
        properties.optional(NAMESPACE_ID);
        JobId jobId = properties.required(JOB_ID);
        ThingName thingName = properties.required(THING_NAME);
        return properties
                .optional(EXECUTION_NUMBER)
                .<Identity>map(number -> new NumberedExecution(new JobExecution(jobId, thingName, number)))
                .orElseGet(() -> new EveryExecution(jobId, thingName));
    }

    /// How to delete, as far as the properties can be read: a Delete must not fail because of one.
    static DeletionOptions readDeletionOptions(ResourceProperties properties) {
        return new DeletionOptions(properties.readable(FORCE).orElse(false), properties.readable(NAMESPACE_ID));
    }

    private static boolean trueOrFalse(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("Force must be true or false");
        };
    }
}
