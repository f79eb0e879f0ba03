package jobsweep.jobexecution;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import jobsweep.cloudformation.OnFailure;
import jobsweep.cloudformation.ResponseHosts;
import jobsweep.invocation.Http;
import jobsweep.invocation.Surroundings;

/// Lambda's entry point of the on-failure destination. It calls nobody but CloudFormation.
public final class OnFailureHandler implements RequestStreamHandler {

    private final OnFailure onFailure;

    /// For Lambda: everything from the environment.
    public OnFailureHandler() {
        this(System.getenv(), Surroundings.ofThisMachine(Http.client()));
    }

    /// For another place than Lambda.
    public OnFailureHandler(Map<String, String> environment, Surroundings surroundings) {
        this.onFailure = new OnFailure(Identity::isOne, ResponseHosts.of(environment), surroundings);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        onFailure.handle(input, context);
    }
}
