package jobsweep.cloudformation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jobsweep.contract.InvalidPropertyException;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.FailureText;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.RequestException;
import jobsweep.invocation.Surroundings;

/// A custom resource's provider: takes CloudFormation's events and gives each its answer. The one place that answers.
///
/// The work runs on a thread of its own and has no way to answer: it ends in a state or an exception. When it has not
/// ended by the time that is kept for the answer, the answer goes out without it.
///
/// Nothing of a request is kept: a warm function starts every event anew.
public final class CustomResource {

    private final ResourceLifecycle lifecycle;
    private final ResponseHosts hosts;
    private final Surroundings surroundings;

    /// @param hosts where answers may go
    public CustomResource(ResourceLifecycle lifecycle, ResponseHosts hosts, Surroundings surroundings) {
        this.lifecycle = lifecycle;
        this.hosts = hosts;
        this.surroundings = surroundings;
    }

    /// Handles one event: one answer, whatever the work ends with, and one line in the log.
    ///
    /// An event that can't be answered is logged and ends without an exception, since delivering it again would not
    /// make it better.
    ///
    /// @throws RuntimeException where the answer could not be delivered, so that Lambda delivers the event
    ///     again
    public void handle(InputStream input, Context context) {
        handle(CustomResourceEvents.read(input), context);
    }

    /// @param event empty where there is none that can be read
    void handle(Optional<CloudFormationCustomResourceEvent> event, Context context) {
        long start = System.nanoTime();
        Invocation invocation = Invocation.of(context, surroundings);
        RequestLog log = new RequestLog(invocation);
        try {
            handle(
                    event.orElseThrow(() -> new UnanswerableException("The event is not a JSON object")),
                    invocation,
                    log);
        } catch (UnanswerableException reason) {
            log.unanswerable(reason, context.getFunctionName(), surroundings.now());
        } catch (UndeliveredException failure) {
            log.undelivered(failure);
            throw failure;
        } finally {
            log.write(context.getLogger(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    private void handle(CloudFormationCustomResourceEvent event, Invocation invocation, RequestLog log) {
        log.request(event);
        ResponseAddress address = ResponseAddress.of(event, hosts, Partition.ofFunction(invocation.functionArn()));
        if (!AnswerBody.fits(address, failed(event, "", invocation))) {
            throw new UnanswerableException(
                    "StackId, RequestId, LogicalResourceId and PhysicalResourceId leave no room for a reason in the %s bytes of an answer"
                            .formatted(AnswerBody.MAX_BYTES));
        }
        Duration reserve = invocation.reserve();
        Answer answer = answer(event, address, invocation, log);
        log.answer(answer);
        // A thirtieth of what is kept for the answer, at most a second, is for the log.
        Deadline last = invocation.deadline().earlierBy(reserve.dividedBy(30));
        log.delivered(new AnswerSender(address, surroundings, last).send(answer));
    }

    private Answer answer(
            CloudFormationCustomResourceEvent event, ResponseAddress address, Invocation invocation, RequestLog log) {
        try {
            Answer answer = new Answer.Success(state(event, address, invocation));
            return AnswerBody.fits(address, answer)
                    ? answer
                    : failed(
                            event,
                            "The resource's id has no room in the answer, whose StackId, RequestId and LogicalResourceId are too long.",
                            invocation);
        } catch (RequestException failure) {
            return failed(event, failure.getMessage(), invocation);
        } catch (InvalidPropertyException refusal) {
            return failed(event, refusal.getMessage(), invocation);
        } catch (TimeoutException timeIsUp) {
            return failed(event, "The function's time was up while it was " + invocation.progress() + ".", invocation);
        } catch (Throwable failure) {
            // Errors as well: without an answer the stack waits until ServiceTimeout, and again when it rolls back.
            log.unexpected(failure);
            return failed(event, FailureText.of(failure), invocation);
        }
    }

    /// Work that keeps to its deadline ends by itself and says why. It gets half of what is kept for the answer to do
    /// so.
    private ResourceState state(CloudFormationCustomResourceEvent event, ResponseAddress address, Invocation invocation)
            throws TimeoutException {
        ResourceRequest request = ResourceRequest.parse(event, address.sentBy());
        Duration reserve = invocation.reserve();
        Invocation work = invocation.endingEarlierBy(reserve);
        Duration limit = work.deadline().left().plus(reserve.dividedBy(2));
        return surroundings.within(limit, () -> lifecycle.handle(request, work));
    }

    private static Answer failed(CloudFormationCustomResourceEvent event, String reason, Invocation invocation) {
        PhysicalResourceId id = PhysicalResourceId.parse(event.getPhysicalResourceId())
                .orElseGet(() -> PhysicalResourceId.ofFailedCreate(event.getRequestId()));
        String trace = "(RequestId %s; AWS request id %s; log stream %s)"
                .formatted(event.getRequestId(), invocation.awsRequestId(), invocation.logStream());
        return new Answer.Failed(id, reason, trace);
    }
}
