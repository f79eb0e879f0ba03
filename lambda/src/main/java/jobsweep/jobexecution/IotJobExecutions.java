package jobsweep.jobexecution;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jobsweep.contract.CleanupTarget;
import jobsweep.contract.ExecutionNumber;
import jobsweep.contract.JobExecution;
import jobsweep.contract.JobId;
import jobsweep.contract.NamespaceId;
import jobsweep.contract.ThingName;
import jobsweep.invocation.Deadline;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.InvalidStateTransitionException;
import software.amazon.awssdk.services.iot.model.JobExecutionSummary;
import software.amazon.awssdk.services.iot.model.ListJobExecutionsForThingRequest;
import software.amazon.awssdk.services.iot.model.ResourceNotFoundException;

/// Job executions in AWS IoT, through the SDK's client: the requests and answers of the operations on them.
final class IotJobExecutions implements JobExecutions {

    private static final int LARGEST_PAGE = 250;
    private static final int OK = 200;

    private final IotClient iot;
    private final IotCalls calls;
    private final IotArns arns;

    /// @param iot a client that does not retry by itself
    IotJobExecutions(IotClient iot, IotCalls calls, IotArns arns) {
        this.iot = iot;
        this.calls = calls;
        this.arns = arns;
    }

    @Override
    public Optional<FoundExecution> find(JobExecution execution) {
        var call = new IotCalls.Call("iot:DescribeJobExecution", arns.of(execution));
        try {
            return Optional.of(calls.retried(
                    call,
                    attempt -> found(
                            execution,
                            attempt.freshUntil(),
                            attempt.answer(limit -> iot.describeJobExecution(request -> request.jobId(
                                                    execution.jobId().value())
                                            .thingName(execution.thingName().value())
                                            .executionNumber(execution.number().value())
                                            .overrideConfiguration(limit)))
                                    .execution())));
        } catch (ResourceNotFoundException notFound) {
            return Optional.empty();
        }
    }

    /// @throws RetryableException where it is not what was asked for
    private FoundExecution found(
            JobExecution asked,
            Deadline freshUntil,
            software.amazon.awssdk.services.iot.model.@Nullable JobExecution answered) {
        if (answered == null || answered.statusAsString() == null || answered.queuedAt() == null) {
            throw IotFailures.notIots("has no execution with status and queuedAt");
        }
        if (isAnother(answered.jobId(), asked.jobId().value())
                || isAnother(answered.thingArn(), arns.of(asked.thingName()).getFirst())
                || isAnother(answered.executionNumber(), asked.number().value())) {
            throw IotFailures.notIots("is about another execution");
        }
        return new FoundExecution(asked, answered.statusAsString(), answered.queuedAt(), freshUntil);
    }

    private static <T> boolean isAnother(@Nullable T answered, T asked) {
        return answered != null && !answered.equals(asked);
    }

    @Override
    public Stream<FoundExecution> findAll(CleanupTarget target, Optional<NamespaceId> namespaceId) {
        return target.execution()
                .map(one -> find(one).stream())
                .or(() -> target.thingName().map(thing -> findOn(thing, target.jobId(), namespaceId)))
                .orElseGet(() -> findOf(target.jobId().orElseThrow()));
    }

    private Stream<FoundExecution> findOn(
            ThingName thingName, Optional<JobId> jobId, Optional<NamespaceId> namespaceId) {
        Optional<String> job = jobId.map(JobId::value);
        return findOn(
                thingName,
                ListJobExecutionsForThingRequest.builder()
                        .jobId(job.orElse(null))
                        .namespaceId(namespaceId.map(NamespaceId::value).orElse(null)),
                answered -> job.isEmpty() || answered.equals(job.get()));
    }

    /// @param isAskedFor tells by an entry's job, since not every endpoint minds the request's
    private Stream<FoundExecution> findOn(
            ThingName thingName, ListJobExecutionsForThingRequest.Builder request, Predicate<String> isAskedFor) {
        var call = new IotCalls.Call("iot:ListJobExecutionsForThing", arns.of(thingName));
        return Pages.stream(
                call,
                nextToken -> calls.retried(call, attempt -> {
                    var answer =
                            attempt.answer(limit -> iot.listJobExecutionsForThing(request.thingName(thingName.value())
                                    .maxResults(LARGEST_PAGE)
                                    .nextToken(nextToken)
                                    .overrideConfiguration(limit)
                                    .build()));
                    requireListing(answer.hasExecutionSummaries());
                    Deadline freshUntil =
                            attempt.freshUntil(answer.executionSummaries().size());
                    return Pages.Page.of(answer.nextToken(), answer.executionSummaries(), entry -> {
                        String jobId = complete(entry.jobId(), "jobId");
                        return isAskedFor.test(jobId)
                                ? Optional.of(
                                        found(new JobId(jobId), thingName, freshUntil, entry.jobExecutionSummary()))
                                : Optional.empty();
                    });
                }));
    }

    private Stream<FoundExecution> findOf(JobId jobId) {
        var call = new IotCalls.Call("iot:ListJobExecutionsForJob", arns.of(jobId));
        return Pages.stream(
                call,
                nextToken -> calls.retried(call, attempt -> {
                    var answer =
                            attempt.answer(limit -> iot.listJobExecutionsForJob(request -> request.jobId(jobId.value())
                                    .maxResults(LARGEST_PAGE)
                                    .nextToken(nextToken)
                                    .overrideConfiguration(limit)));
                    requireListing(answer.hasExecutionSummaries());
                    Deadline freshUntil =
                            attempt.freshUntil(answer.executionSummaries().size());
                    return Pages.Page.of(answer.nextToken(), answer.executionSummaries(), entry -> {
                        ThingName thingName = arns.thingName(complete(entry.thingArn(), "thingArn"));
                        return Optional.of(found(jobId, thingName, freshUntil, entry.jobExecutionSummary()));
                    });
                }));
    }

    /// The SDK reads an empty answer, and one that was cut, as a listing without entries.
    private static void requireListing(boolean hasExecutionSummaries) {
        if (!hasExecutionSummaries) {
            throw IotFailures.notIots("has no executionSummaries");
        }
    }

    @Override
    public Tries deletion(JobExecution execution, DeletionOptions options) {
        IotCalls.Tries tries = calls.tries(new IotCalls.Call("iot:DeleteJobExecution", arns.of(execution)));
        return new Tries() {
            @Override
            public void awaitTurn() {
                tries.awaitTurn();
            }

            @Override
            public Optional<Deletion> next() {
                try {
                    return tries.next(attempt -> delete(execution, options, attempt));
                } catch (ResourceNotFoundException notFound) {
                    return Optional.of(new Deletion.AlreadyGone());
                } catch (InvalidStateTransitionException refused) {
                    return Optional.of(new Deletion.Refused(IotFailures.describe(refused)));
                }
            }
        };
    }

    private Deletion delete(JobExecution execution, DeletionOptions options, IotCalls.Attempt attempt) {
        var answer = attempt.answer(limit -> iot.deleteJobExecution(request -> request.jobId(
                        execution.jobId().value())
                .thingName(execution.thingName().value())
                .executionNumber(execution.number().value())
                .force(options.force())
                .namespaceId(options.namespaceId().map(NamespaceId::value).orElse(null))
                .overrideConfiguration(limit)));
        // One that is not believed costs another look, and one that is believed in vain a false success.
        if (!isOfADeletion(answer.sdkHttpResponse())) {
            throw IotFailures.notIots("is another one than to a deletion");
        }
        return new Deletion.Deleted();
    }

    /// It has no members, and so no body or an empty object.
    private static boolean isOfADeletion(SdkHttpResponse answer) {
        boolean isEmpty = answer.firstMatchingHeader("Content-Length")
                .map(length -> length.length() == 1 && length.charAt(0) <= '2')
                .orElse(true);
        return answer.statusCode() == OK && isEmpty;
    }

    /// @throws IllegalArgumentException naming what is missing or not allowed
    private static FoundExecution found(
            JobId jobId, ThingName thingName, Deadline freshUntil, @Nullable JobExecutionSummary summary) {
        JobExecutionSummary listed = complete(summary, "jobExecutionSummary");
        ExecutionNumber number = new ExecutionNumber(complete(listed.executionNumber(), "executionNumber"));
        JobExecution execution = new JobExecution(jobId, thingName, number);
        return new FoundExecution(
                execution,
                complete(listed.statusAsString(), "status of " + execution),
                complete(listed.queuedAt(), "queuedAt of " + execution),
                freshUntil);
    }

    private static <T> T complete(@Nullable T member, String name) {
        if (member == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return member;
    }
}
