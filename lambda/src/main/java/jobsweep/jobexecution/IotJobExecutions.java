package jobsweep.jobexecution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import jobsweep.invocation.Invocation;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.InvalidStateTransitionException;
import software.amazon.awssdk.services.iot.model.JobExecutionSummary;
import software.amazon.awssdk.services.iot.model.ListJobExecutionsForThingRequest;
import software.amazon.awssdk.services.iot.model.ResourceNotFoundException;

/// Job executions in AWS IoT, through the SDK's client: the requests and answers of the operations on them.
final class IotJobExecutions implements JobExecutions {

    private static final int LARGEST_PAGE = 250;

    /// What the SDK has for a request id where an answer has none.
    private static final String UNKNOWN = "UNKNOWN";

    private final IotClient iot;
    private final IotCalls calls;
    private final IotArns arns;

    /// @param iot a client that does not retry by itself
    IotJobExecutions(IotClient iot, IotCalls calls, Invocation invocation) {
        this.iot = iot;
        this.calls = calls;
        this.arns = IotArns.besideFunction(invocation.functionArn());
    }

    @Override
    public Optional<FoundExecution> find(JobExecution execution) {
        var call = new IotCalls.Call("iot:DescribeJobExecution", arns.of(execution));
        try {
            var found = calls.retried(call, attempt -> described(execution, attempt.limit()));
            return Optional.of(found(execution, found.statusAsString(), found.queuedAt(), call));
        } catch (ResourceNotFoundException notFound) {
            return Optional.empty();
        }
    }

    private software.amazon.awssdk.services.iot.model.JobExecution described(
            JobExecution execution, AwsRequestOverrideConfiguration limit) {
        var found = iot.describeJobExecution(
                        request -> request.jobId(execution.jobId().value())
                                .thingName(execution.thingName().value())
                                .executionNumber(execution.number().value())
                                .overrideConfiguration(limit))
                .execution();
        if (found == null) {
            throw notAwsIots("no execution");
        }
        return found;
    }

    @Override
    public Stream<FoundExecution> findAll(JobId jobId, ThingName thingName, Optional<NamespaceId> namespaceId) {
        return findOn(
                        thingName,
                        ListJobExecutionsForThingRequest.builder()
                                .jobId(jobId.value())
                                .namespaceId(namespaceId.map(NamespaceId::value).orElse(null)))
                // Of a listing only what was asked for is taken, whatever else it has.
                .filter(found -> found.execution().jobId().equals(jobId));
    }

    @Override
    public Stream<FoundExecution> findAll(ThingName thingName, Optional<NamespaceId> namespaceId) {
        return findOn(
                thingName,
                ListJobExecutionsForThingRequest.builder()
                        .namespaceId(namespaceId.map(NamespaceId::value).orElse(null)));
    }

    private Stream<FoundExecution> findOn(ThingName thingName, ListJobExecutionsForThingRequest.Builder request) {
        var call = new IotCalls.Call("iot:ListJobExecutionsForThing", arns.of(thingName));
        return Pages.stream(nextToken -> {
            var answer = calls.retried(call, attempt -> {
                var page = iot.listJobExecutionsForThing(request.thingName(thingName.value())
                        .maxResults(LARGEST_PAGE)
                        .nextToken(nextToken)
                        .overrideConfiguration(attempt.limit())
                        .build());
                requireSummaries(page.hasExecutionSummaries());
                return page;
            });
            List<FoundExecution> found = new ArrayList<>();
            for (var summary : answer.executionSummaries()) {
                JobId jobId = new JobId(complete(summary.jobId(), call));
                found.add(found(jobId, thingName, summary.jobExecutionSummary(), call));
            }
            return new Pages.Page(found, answer.nextToken());
        });
    }

    @Override
    public Stream<FoundExecution> findAll(JobId jobId) {
        var call = new IotCalls.Call("iot:ListJobExecutionsForJob", arns.of(jobId));
        return Pages.stream(nextToken -> {
            var answer = calls.retried(call, attempt -> {
                var page = iot.listJobExecutionsForJob(request -> request.jobId(jobId.value())
                        .maxResults(LARGEST_PAGE)
                        .nextToken(nextToken)
                        .overrideConfiguration(attempt.limit()));
                requireSummaries(page.hasExecutionSummaries());
                return page;
            });
            List<FoundExecution> found = new ArrayList<>();
            for (var summary : answer.executionSummaries()) {
                ThingName thingName = IotArns.thingName(complete(summary.thingArn(), call));
                found.add(found(jobId, thingName, summary.jobExecutionSummary(), call));
            }
            return new Pages.Page(found, answer.nextToken());
        });
    }

    @Override
    public Deletion delete(JobExecution execution, DeletionOptions options, BooleanSupplier isStillThere) {
        var call = new IotCalls.Call("iot:DeleteJobExecution", arns.of(execution));
        try {
            return calls.retried(
                    call,
                    attempt -> attempt.isImmediate() || isStillThere.getAsBoolean()
                            ? delete(execution, options, attempt.limit())
                            : new Deletion.AlreadyGone());
        } catch (ResourceNotFoundException notFound) {
            return new Deletion.AlreadyGone();
        } catch (InvalidStateTransitionException refused) {
            return new Deletion.Refused(IotCalls.describe(refused));
        }
    }

    private Deletion delete(JobExecution execution, DeletionOptions options, AwsRequestOverrideConfiguration limit) {
        var answer = iot.deleteJobExecution(request -> request.jobId(
                        execution.jobId().value())
                .thingName(execution.thingName().value())
                .executionNumber(execution.number().value())
                .force(options.force())
                .namespaceId(options.namespaceId().map(NamespaceId::value).orElse(null))
                .overrideConfiguration(limit));
        // The answer of a success is empty, so that a page from something between would pass for one.
        if (answer.responseMetadata().requestId().equals(UNKNOWN)) {
            throw notAwsIots("no AWS request id");
        }
        return new Deletion.Deleted();
    }

    /// AWS IoT says also of nothing that it is nothing.
    private static void requireSummaries(boolean areThere) {
        if (!areThere) {
            throw notAwsIots("no executionSummaries");
        }
    }

    private static RetryableException notAwsIots(String lack) {
        return RetryableException.create("The answer has %s and so is not AWS IoT's".formatted(lack));
    }

    private static FoundExecution found(
            JobId jobId, ThingName thingName, JobExecutionSummary summary, IotCalls.Call call) {
        ExecutionNumber number = new ExecutionNumber(complete(summary.executionNumber(), call));
        JobExecution execution = new JobExecution(jobId, thingName, number);
        return found(execution, summary.statusAsString(), summary.queuedAt(), call);
    }

    private static FoundExecution found(
            JobExecution execution, @Nullable String status, @Nullable Instant queuedAt, IotCalls.Call call) {
        return new FoundExecution(execution, complete(status, call), complete(queuedAt, call));
    }

    private static <T> T complete(@Nullable T member, IotCalls.Call call) {
        if (member == null) {
            throw new JobExecutionsException(
                    call + " answered an execution without its job, thing, number, status or queuedAt.");
        }
        return member;
    }
}
