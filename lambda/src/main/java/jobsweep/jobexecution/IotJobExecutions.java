package jobsweep.jobexecution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.Progress;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.InvalidStateTransitionException;
import software.amazon.awssdk.services.iot.model.JobExecutionSummary;
import software.amazon.awssdk.services.iot.model.ListJobExecutionsForThingResponse;
import software.amazon.awssdk.services.iot.model.ResourceNotFoundException;

/// Job executions in AWS IoT, through the SDK's client. The only place that knows the SDK's requests and exceptions.
///
/// Decides when to try again with the SDK's own strategy, and itself only until when: the strategy counts attempts,
/// while what limits an invocation is its time.
final class IotJobExecutions implements JobExecutions {

    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(10);
    private static final Duration PAUSE_AFTER_DENIAL = Duration.ofSeconds(2);
    private static final int LARGEST_PAGE = 250;
    private static final int FORBIDDEN = 403;

    /// What the SDK has for a request id where an answer has none.
    private static final String UNKNOWN = "UNKNOWN";

    private final IotClient iot;
    private final RetryStrategy retries;
    private final IotArns arns;
    private final Deadline deadline;
    private final Deadline deniedUntil;
    private final Progress progress;

    /// @param iot a client that does not retry by itself
    /// @param invocation says when the last call has to be over
    /// @param toleratedDenial for how long from now a denied call is tried again: a policy that was just
    ///     attached is not in force everywhere for some seconds
    IotJobExecutions(IotClient iot, RetryStrategy retries, Invocation invocation, Duration toleratedDenial) {
        this.iot = iot;
        this.retries = retries;
        this.arns = IotArns.besideFunction(invocation.functionArn());
        this.deadline = invocation.deadline();
        this.deniedUntil = deadline.in(toleratedDenial);
        this.progress = invocation.progress();
    }

    @Override
    public Optional<FoundExecution> find(JobExecution execution) {
        Call call = new Call("iot:DescribeJobExecution", arns.of(execution));
        try {
            var answer = retried(
                    call,
                    limit -> iot.describeJobExecution(
                            request -> request.jobId(execution.jobId().value())
                                    .thingName(execution.thingName().value())
                                    .executionNumber(execution.number().value())
                                    .overrideConfiguration(limit)));
            var found = complete(answer.execution(), call);
            return Optional.of(found(execution, found.statusAsString(), found.queuedAt(), call));
        } catch (ResourceNotFoundException notFound) {
            return Optional.empty();
        }
    }

    @Override
    public List<FoundExecution> findAll(JobId jobId, ThingName thingName, Optional<NamespaceId> namespaceId) {
        Call call = new Call("iot:ListJobExecutionsForThing", arns.of(thingName));
        List<FoundExecution> found = new ArrayList<>();
        try {
            String nextToken = null;
            do {
                var page = page(call, jobId, thingName, namespaceId, nextToken);
                for (var summary : page.executionSummaries()) {
                    found.add(found(jobId, thingName, summary.jobExecutionSummary(), call));
                }
                nextToken = page.nextToken();
            } while (nextToken != null);
        } catch (ResourceNotFoundException notFound) {
            // A thing or job that is gone has no executions, other than those already found.
        }
        return found;
    }

    private ListJobExecutionsForThingResponse page(
            Call call,
            JobId jobId,
            ThingName thingName,
            Optional<NamespaceId> namespaceId,
            @Nullable String nextToken) {
        return retried(
                call,
                limit -> iot.listJobExecutionsForThing(request -> request.jobId(jobId.value())
                        .thingName(thingName.value())
                        .namespaceId(namespaceId.map(NamespaceId::value).orElse(null))
                        .maxResults(LARGEST_PAGE)
                        .nextToken(nextToken)
                        .overrideConfiguration(limit)));
    }

    @Override
    public Deletion delete(JobExecution execution, DeletionOptions options, BooleanSupplier isStillThere) {
        Call call = new Call("iot:DeleteJobExecution", arns.of(execution));
        try {
            var tries = new AtomicInteger();
            return retried(
                    call,
                    limit -> tries.getAndIncrement() == 0 || isStillThere.getAsBoolean()
                            ? delete(execution, options, limit)
                            : new Deletion.AlreadyGone());
        } catch (ResourceNotFoundException notFound) {
            return new Deletion.AlreadyGone();
        } catch (InvalidStateTransitionException refused) {
            return new Deletion.Refused(describe(refused));
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
            throw RetryableException.create("The answer has no AWS request id and so is not AWS IoT's");
        }
        return new Deletion.Deleted();
    }

    private static FoundExecution found(JobId jobId, ThingName thingName, JobExecutionSummary summary, Call call) {
        ExecutionNumber number = new ExecutionNumber(complete(summary.executionNumber(), call));
        JobExecution execution = new JobExecution(jobId, thingName, number);
        return found(execution, summary.statusAsString(), summary.queuedAt(), call);
    }

    private static FoundExecution found(
            JobExecution execution, @Nullable String status, @Nullable Instant queuedAt, Call call) {
        return new FoundExecution(execution, complete(status, call), complete(queuedAt, call));
    }

    private static <T> T complete(@Nullable T member, Call call) {
        if (member == null) {
            throw new JobExecutionsException(call + " answered an execution without its number, status or queuedAt.");
        }
        return member;
    }

    /// Calls until there is an answer, a failure that stays, or no time.
    ///
    /// @throws ResourceNotFoundException which means something to every caller
    /// @throws InvalidStateTransitionException likewise
    /// @throws JobExecutionsException with the last failure, where it was another one
    private <T> T retried(Call call, Function<AwsRequestOverrideConfiguration, T> attempt) {
        RetryToken token = retries.acquireInitialToken(AcquireInitialTokenRequest.create(call.action()))
                .token();
        while (true) {
            if (deadline.isOver()) {
                throw new JobExecutionsException("The function's time was up before " + call + ".");
            }
            progress.is("calling " + call);
            try {
                return attempt.apply(limit());
            } catch (ResourceNotFoundException | InvalidStateTransitionException meaningful) {
                throw meaningful;
            } catch (SdkException failure) {
                token = pauseAfter(failure, token).orElseThrow(() -> call.failed(failure));
            }
        }
    }

    /// Waits for as long as the strategy says; empty, at once, where the failure will stay or there is no time.
    private Optional<RetryToken> pauseAfter(SdkException failure, RetryToken token) {
        if (isDenial(failure)) {
            return deniedUntil.pause(PAUSE_AFTER_DENIAL) ? Optional.of(token) : Optional.empty();
        }
        try {
            RefreshRetryTokenResponse next = retries.refreshRetryToken(RefreshRetryTokenRequest.builder()
                    .token(token)
                    .failure(failure)
                    .build());
            return deadline.pause(next.delay()) ? Optional.of(next.token()) : Optional.empty();
        } catch (TokenAcquisitionFailedException lasting) {
            return Optional.empty();
        }
    }

    private static boolean isDenial(SdkException failure) {
        return failure instanceof AwsServiceException answer && answer.statusCode() == FORBIDDEN;
    }

    private AwsRequestOverrideConfiguration limit() {
        return AwsRequestOverrideConfiguration.builder()
                .apiCallAttemptTimeout(deadline.leftUpTo(LONGEST_ATTEMPT))
                .build();
    }

    /// An action of IoT's on the resources that it is authorised against.
    private record Call(String action, List<String> resources) {

        JobExecutionsException failed(SdkException failure) {
            return isDenial(failure)
                    ? new JobExecutionsException(
                            "Access denied: the function's role must allow %s; AWS IoT answered %s."
                                    .formatted(this, describe(failure)))
                    : new JobExecutionsException("%s failed: %s.".formatted(this, describe(failure)));
        }

        @Override
        public String toString() {
            return action + " on " + String.join(" and ", resources);
        }
    }

    /// The failure in IoT's words, with the AWS request id where there is one.
    private static String describe(SdkException failure) {
        if (!(failure instanceof AwsServiceException answer)) {
            return failure.rawMessage();
        }
        AwsErrorDetails details = answer.awsErrorDetails();
        String error = details == null || details.errorCode() == null
                ? "something without an error code"
                : details.errorCode() + ": " + details.errorMessage();
        String requestId = answer.requestId() == null ? "" : ", AWS request id " + answer.requestId();
        return error + ", HTTP " + answer.statusCode() + requestId;
    }
}
