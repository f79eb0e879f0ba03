package jobsweep.cloudformation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// A custom resource's provider: takes CloudFormation's events and gives each its answer. The one place that answers.
///
/// Nothing of a request is kept: a warm function starts every event anew.
public final class CustomResource {

    private final ResourceLifecycle lifecycle;
    private final ResponseHosts hosts;
    private final Consumer<Duration> sleeper;
    private final AnswerSender sender;

    /// @param hosts where answers may go
    /// @param sleeper lets time pass between attempts
    /// @param random spreads these attempts
    public CustomResource(
            ResourceLifecycle lifecycle, ResponseHosts hosts, Consumer<Duration> sleeper, RandomGenerator random) {
        this.lifecycle = lifecycle;
        this.hosts = hosts;
        this.sleeper = sleeper;
        this.sender = new AnswerSender(random);
    }

    /// Handles one event: one answer, whatever the work ends with, and one line in the log.
    ///
    /// An event that can't be answered is logged and ends without an exception, since delivering it again would not
    /// make it better.
    ///
    /// @throws RuntimeException where the answer could not be delivered, so that Lambda delivers the event again
    public void handle(InputStream input, Context context) {
        long start = System.nanoTime();
        Invocation invocation = Invocation.of(context, sleeper);
        RequestLog log = new RequestLog(invocation);
        try {
            handle(input, invocation, log);
        } catch (UnanswerableException reason) {
            log.unanswerable(reason);
        } catch (UndeliveredException failure) {
            log.undelivered(failure);
            throw failure;
        } finally {
            log.write(context.getLogger(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    private void handle(InputStream input, Invocation invocation, RequestLog log) {
        CloudFormationCustomResourceEvent event = CustomResourceEvents.read(input)
                .orElseThrow(() -> new UnanswerableException("The event is not a JSON object"));
        log.request(event);
        ResponseAddress address = ResponseAddress.of(event, hosts);
        Answer answer = answer(event, invocation, log);
        log.answer(answer);
        log.delivered(sender.send(address.url(), AnswerBody.of(address, answer), invocation.deadline()));
    }

    private Answer answer(CloudFormationCustomResourceEvent event, Invocation invocation, RequestLog log) {
        try {
            return new Answer.Success(lifecycle.handle(ResourceRequest.parse(event), invocation.beforeAnswering()));
        } catch (ResourceException failure) {
            return failed(event, failure.getMessage(), invocation);
        } catch (Throwable failure) {
            // Errors as well: without an answer the stack waits until ServiceTimeout, and again when it rolls back.
            log.unexpected(failure);
            return failed(event, failure.toString(), invocation);
        }
    }

    private static Answer failed(CloudFormationCustomResourceEvent event, String reason, Invocation invocation) {
        PhysicalResourceId id = PhysicalResourceId.parse(event.getPhysicalResourceId())
                .orElseGet(() -> PhysicalResourceId.ofFailedCreate(event.getRequestId()));
        String trace = "(RequestId %s; AWS request id %s; log stream %s)"
                .formatted(event.getRequestId(), invocation.awsRequestId(), invocation.logStream());
        return new Answer.Failed(id, reason, trace);
    }
}
