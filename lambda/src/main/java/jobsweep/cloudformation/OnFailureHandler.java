package jobsweep.cloudformation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import jobsweep.invocation.Http;
import jobsweep.invocation.RequestException;
import jobsweep.invocation.Surroundings;

/// Lambda's entry point of the on-failure destination: answers FAILED where the custom resource's function could not.
///
/// A function that runs out of memory, crashes or is killed can't answer. Lambda invokes it twice more and then hands
/// the event to this one, so that CloudFormation hears of the failure, and why, instead of waiting until
/// `ServiceTimeout`. Both functions share a log group, which is how this one knows where to look.
public final class OnFailureHandler implements RequestStreamHandler {

    private final ResponseHosts hosts;
    private final Surroundings surroundings;

    /// For Lambda: everything from the environment.
    public OnFailureHandler() {
        this(System.getenv(), Surroundings.ofThisMachine(Http.client()));
    }

    /// For another place than Lambda.
    public OnFailureHandler(Map<String, String> environment, Surroundings surroundings) {
        this.hosts = ResponseHosts.of(environment);
        this.surroundings = surroundings;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        Optional<InvocationRecord> failed = InvocationRecord.read(input);
        String reason = "The function could not answer: Lambda gave up with %s. Its log is in the log group %s."
                .formatted(failed.map(InvocationRecord::why).orElse(""), context.getLogGroupName());
        ResourceLifecycle failure = (request, invocation) -> {
            throw new RequestException(reason);
        };
        new CustomResource(failure, hosts, surroundings).handle(failed.flatMap(InvocationRecord::event), context);
    }
}
