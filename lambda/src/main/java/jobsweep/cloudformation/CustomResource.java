package jobsweep.cloudformation;

import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import jobsweep.contract.InvalidPropertyException;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.FailureText;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.RequestException;
import jobsweep.platform.Platform;

/// A custom resource's provider: takes CloudFormation's events and gives each its answer. The one place that answers.
///
/// The work runs on a thread of its own and has no way to answer: it ends in a state or an exception. When it has not
/// ended by the time that is kept for the answer, the answer goes out without it.
///
/// Nothing of a request is kept: a warm function starts every event anew.
public final class CustomResource {

    private final ResourceLifecycle lifecycle;
    private final ResponseHosts hosts;
    private final Platform platform;
    private final Successor successor;

    /// One whose every request takes one invocation at most.
    ///
    /// @param hosts where answers may go
    public CustomResource(ResourceLifecycle lifecycle, ResponseHosts hosts, Platform platform) {
        this(lifecycle, hosts, platform, Successor.none());
    }

    /// @param hosts where answers may go
    /// @param successor goes on with a request that one invocation has no time for
    public CustomResource(ResourceLifecycle lifecycle, ResponseHosts hosts, Platform platform, Successor successor) {
        this.lifecycle = lifecycle;
        this.hosts = hosts;
        this.platform = platform;
        this.successor = successor;
    }

    /// Handles one event: one answer, whatever the work ends with, and one line in the log.
    ///
    /// An event that can't be answered is logged and ends without an exception, since delivering it again would not
    /// make it better.
    ///
    /// @throws RuntimeException where the answer could not be delivered, so that Lambda delivers the event
    ///     again
    public void handle(InputStream input, Invocation invocation) {
        handle(CustomResourceEvent.read(input), invocation);
    }

    /// @param event empty where there is none that can be read
    void handle(Optional<CustomResourceEvent> event, Invocation invocation) {
        RequestLog log = new RequestLog(invocation, platform.clock().now());
        try {
            handle(
                    event.orElseThrow(() -> new UnanswerableException("The event is not a JSON object")),
                    invocation,
                    log);
        } catch (UnanswerableException reason) {
            log.unanswerable(reason);
        } catch (UndeliveredException failure) {
            log.undelivered(failure);
            throw failure;
        } finally {
            log.write(platform.clock().now());
        }
    }

    private void handle(CustomResourceEvent event, Invocation invocation, RequestLog log) {
        log.request(event);
        ResponseAddress address = ResponseAddress.of(event, hosts, Partition.ofFunction(invocation.functionArn()));
        if (!AnswerBody.fits(address, failed(event, address, invocation))) {
            throw new UnanswerableException(
                    "StackId, RequestId, LogicalResourceId and PhysicalResourceId leave no room for a reason in the %s bytes of an answer"
                            .formatted(AnswerBody.MAX_BYTES));
        }
        Duration reserve = invocation.reserve();
        // A thirtieth of what is kept for the answer, at most a second, is for the log.
        Deadline last = invocation.deadline().earlierBy(reserve.dividedBy(30));
        answer(event, address, invocation, log).ifPresent(answer -> {
            log.answer(answer);
            log.delivered(new AnswerSender(address, platform, last).send(answer));
        });
    }

    /// @return empty where the next invocation gives it
    private Optional<Answer> answer(
            CustomResourceEvent event, ResponseAddress address, Invocation invocation, RequestLog log) {
        Answer.Failed failed = failed(event, address, invocation);
        try {
            ResourceRequest request =
                    ResourceRequest.parse(event, address, platform.clock().now());
            return outcome(request, event, invocation, log).map(state -> success(state, address, failed));
        } catch (Throwable failure) {
            return Optional.of(failed.because(reason(failure, log)));
        }
    }

    /// @return what it ends in where there is no next invocation
    private Optional<ResourceState> goOn(
            Unfinished rest, CustomResourceEvent event, Invocation invocation, RequestLog log) {
        try {
            invocation.progress().is("invoking itself");
            successor.invoke(invocation.functionArn(), event.continued(rest.soFar()));
        } catch (RequestException notInvoked) {
            return Optional.of(rest.otherwise().apply(notInvoked.getMessage()));
        }
        log.goesOn(rest);
        return Optional.empty();
    }

    private static Answer success(ResourceState state, ResponseAddress address, Answer.Failed failed) {
        Answer answer = new Answer.Success(state);
        return AnswerBody.fits(address, answer)
                ? answer
                : failed.because(
                        "The resource's id has no room in the answer, whose StackId, RequestId and LogicalResourceId are too long.");
    }

    private static String reason(Throwable failure, RequestLog log) {
        return switch (failure) {
            case RequestException refused -> refused.getMessage();
            case InvalidPropertyException refused -> refused.getMessage();
            // Errors as well: without an answer the stack waits until ServiceTimeout, and again when it rolls back.
            default -> {
                log.unexpected(failure);
                yield FailureText.of(failure);
            }
        };
    }

    /// Work that keeps to its deadline ends by itself and says why. It gets half of what is kept for the answer to do
    /// so, or to hand over to the next invocation.
    ///
    /// @return empty where the next invocation knows
    /// @throws Throwable whatever the work throws
    private Optional<ResourceState> outcome(
            ResourceRequest request, CustomResourceEvent event, Invocation invocation, RequestLog log)
            throws Throwable {
        Duration reserve = invocation.reserve();
        Invocation work = inTime(request, invocation.endingEarlierBy(reserve));
        Duration limit = work.deadline().left().plus(reserve.dividedBy(2));
        Future<Optional<ResourceState>> outcome = platform.<Optional<ResourceState>>within(
                        limit, List.of(() -> switch (lifecycle.handle(request, work)) {
                            case ResourceState state -> Optional.of(state);
                            case Unfinished rest -> goOn(rest, event, invocation, log);
                        }))
                .getFirst();
        return switch (outcome.state()) {
            case SUCCESS -> outcome.resultNow();
            case FAILED -> throw outcome.exceptionNow();
            case CANCELLED, RUNNING ->
                throw new RequestException("The function's time was up while it was " + invocation.progress() + ".");
        };
    }

    /// Where others have worked on the request before, CloudFormation may give up before this invocation's time is up.
    private static Invocation inTime(ResourceRequest request, Invocation work) {
        return request instanceof ResourceRequest.Delete delete
                        && delete.continuation().done() > 0
                ? work.endingBy(delete.continuation().end())
                : work;
    }

    private static Answer.Failed failed(CustomResourceEvent event, ResponseAddress address, Invocation invocation) {
        PhysicalResourceId id = PhysicalResourceId.parse(event.physicalResourceId())
                .orElseGet(() -> PhysicalResourceId.ofFailedCreate(address.requestId()));
        String trace = "(RequestId %s; AWS request id %s; log stream %s)"
                .formatted(address.requestId(), invocation.awsRequestId(), invocation.log().stream());
        return new Answer.Failed(id, "", trace);
    }
}
