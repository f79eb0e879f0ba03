package jobsweep.acceptance.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jobsweep.simulator.iot.Execution;
import org.jspecify.annotations.Nullable;

/// Which executions a physical id or a template names, as the README says it. Read here once more, so that the function
/// is not judged by its own reading.
///
/// @param number   empty for every execution of the job on the thing
/// @param queuedAt empty where the execution was not there yet when the id was made
record Naming(String jobId, String thingName, OptionalLong number, Optional<Instant> queuedAt) {
    /// Stands for every job, or every thing.
    static final String EVERY = "*";

    private static final Pattern ID = Pattern.compile(
            "(?<job>[a-zA-Z0-9_-]+|\\*)/(?<thing>[a-zA-Z0-9:_-]+|\\*)(/(?<number>[0-9]+)(@(?<queued>[0-9]+))?)?");

    /// What a physical id names; empty where it names nothing.
    static Optional<Naming> ofId(String physicalResourceId) {
        Matcher id = ID.matcher(physicalResourceId);
        return id.matches()
                ? Optional.of(new Naming(
                        id.group("job"),
                        id.group("thing"),
                        number(id.group("number")),
                        Optional.ofNullable(id.group("queued")).map(at -> Instant.ofEpochMilli(Long.parseLong(at)))))
                : Optional.empty();
    }

    /// What a resource's properties name.
    static Naming ofProperties(JsonNode properties) {
        return new Naming(
                properties.path("JobId").asText(),
                properties.path("ThingName").asText(),
                number(properties
                        .optional("ExecutionNumber")
                        .map(JsonNode::asText)
                        .orElse(null)),
                Optional.empty());
    }

    private static OptionalLong number(@Nullable String text) {
        return text == null || !text.matches("[0-9]{1,18}")
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(text));
    }

    /// Whether an execution is among those named.
    boolean covers(Execution execution) {
        return names(jobId, execution.jobId())
                && names(thingName, execution.thingName())
                && (number.isEmpty() || number.getAsLong() == execution.number())
                && (queuedAt.isEmpty() || queuedAt.get().equals(execution.queuedAt()));
    }

    /// Whether an execution is among those that a request means which was signed then: of what its id does not know the
    /// moment, those that were there.
    boolean covers(Execution execution, Instant signed) {
        return covers(execution)
                && (queuedAt.isPresent() || !execution.queuedAt().isAfter(signed));
    }

    private static boolean names(String name, String actual) {
        return name.equals(EVERY) || name.equals(actual);
    }

    /// The same without the moment that only an id can know.
    Naming asInTemplate() {
        return new Naming(jobId, thingName, number, Optional.empty());
    }
}
