package jobsweep.simulator.iot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import jobsweep.simulator.cloudformation.Account;

/// The operations of AWS IoT Jobs, from parameters to answer documents.
final class JobsApi {
    private final IotJobs jobs;
    private final Account account;

    JobsApi(IotJobs jobs, Account account) {
        this.jobs = jobs;
        this.account = account;
    }

    /// Carries the call out and returns the answer's body; empty where there is none.
    ///
    /// @throws IotException if a parameter is not as it must be, or the jobs refuse
    Optional<ObjectNode> answer(Route route, byte[] body) {
        Parameters parameters = new Parameters(route);
        return switch (route.operation()) {
            case DELETE -> {
                delete(parameters);
                yield Optional.empty();
            }
            case DESCRIBE -> Optional.of(describe(parameters));
            case LIST -> Optional.of(list(parameters));
            case LIST_FOR_JOB -> Optional.of(listForJob(parameters));
            case DESCRIBE_EVENTS -> Optional.of(jobs.eventConfigurations().document());
            case UPDATE_EVENTS -> {
                jobs.eventConfigurations().update(body);
                yield Optional.of(JsonNodeFactory.instance.objectNode());
            }
        };
    }

    private void delete(Parameters parameters) {
        Execution.Key key = new Execution.Key(
                parameters.thingName(),
                parameters.jobId(),
                parameters.executionNumber().orElseThrow());
        jobs.delete(key, parameters.namespaceId(), parameters.force());
    }

    private ObjectNode describe(Parameters parameters) {
        String jobId = parameters.jobId();
        String thingName = parameters.thingName();
        Optional<Long> number = parameters.executionNumber();
        Execution execution = number.map(given -> jobs.find(new Execution.Key(thingName, jobId, given)))
                .orElseGet(() -> jobs.findLatest(jobId, thingName))
                .orElseThrow(() -> IotException.notFound("There is no such execution of job " + jobId + " on thing "
                        + thingName + number.map(given -> ": " + given).orElse("")));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        summarize(execution, body.putObject("execution"))
                .put("jobId", execution.jobId())
                .put("thingArn", thingArn(execution))
                .put("forceCanceled", false)
                .putObject("statusDetails")
                .putObject("detailsMap");
        return body;
    }

    private ObjectNode list(Parameters parameters) {
        String thingName = parameters.thingName();
        if (!jobs.knowsThing(thingName)) {
            throw IotException.notFound("Thing " + thingName + " does not exist");
        }
        Execution.Key first = new Execution.Key(thingName, "", Long.MIN_VALUE);
        Predicate<Execution> range = execution -> execution.thingName().equals(thingName);
        List<Execution> found =
                jobs.list(parameters.nextToken().orElse(first), range, filter(parameters), parameters.pageSize() + 1);
        return page(found, parameters.pageSize(), (execution, summary) -> summary.put("jobId", execution.jobId()));
    }

    private ObjectNode listForJob(Parameters parameters) {
        String jobId = parameters.jobId();
        if (!jobs.knowsJob(jobId)) {
            throw IotException.notFound("Job " + jobId + " does not exist");
        }
        Execution.Key first = new Execution.Key("", jobId, Long.MIN_VALUE);
        Optional<Status> status = parameters.status();
        Predicate<Execution> filter = execution -> execution.jobId().equals(jobId)
                && status.map(execution.status()::equals).orElse(true);
        List<Execution> found =
                jobs.list(parameters.nextToken().orElse(first), execution -> true, filter, parameters.pageSize() + 1);
        return page(found, parameters.pageSize(), (execution, summary) -> summary.put("thingArn", thingArn(execution)));
    }

    /// @param found one more than the page holds, if there is one
    private static ObjectNode page(List<Execution> found, int size, BiConsumer<Execution, ObjectNode> identity) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode summaries = body.putArray("executionSummaries");
        found.stream().limit(size).forEach(execution -> {
            ObjectNode summary = summaries.addObject();
            identity.accept(execution, summary);
            summarize(execution, summary.putObject("jobExecutionSummary")).put("retryAttempt", 0);
        });
        if (found.size() > size) {
            body.put("nextToken", Parameters.token(found.get(size - 1).key()));
        }
        return body;
    }

    private String thingArn(Execution execution) {
        return account.arn("iot", "thing/" + execution.thingName());
    }

    private static Predicate<Execution> filter(Parameters parameters) {
        Optional<String> jobId = parameters.jobIdFilter();
        Optional<Status> status = parameters.status();
        Optional<String> namespaceId = parameters.namespaceId();
        return execution -> jobId.map(execution.jobId()::equals).orElse(true)
                && status.map(execution.status()::equals).orElse(true)
                && (namespaceId.isEmpty() || execution.namespaceId().equals(namespaceId));
    }

    private static ObjectNode summarize(Execution execution, ObjectNode node) {
        execution.startedAt().ifPresent(startedAt -> node.put("startedAt", epochSeconds(startedAt)));
        return node.put("status", execution.status().name())
                .put("executionNumber", execution.number())
                .put("queuedAt", epochSeconds(execution.queuedAt()))
                .put("lastUpdatedAt", epochSeconds(execution.lastUpdatedAt()));
    }

    private static BigDecimal epochSeconds(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli(), 3);
    }
}
