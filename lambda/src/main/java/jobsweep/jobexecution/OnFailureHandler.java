package jobsweep.jobexecution;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import jobsweep.cloudformation.OnFailure;
import jobsweep.cloudformation.ResponseHosts;
import jobsweep.invocation.Invocation;
import jobsweep.platform.Http;
import jobsweep.platform.Platform;

/// Lambda's entry point of the on-failure destination. It calls nobody but CloudFormation.
public final class OnFailureHandler extends EntryPoint {

    private final OnFailure onFailure;

    /// For Lambda: everything from the environment.
    public OnFailureHandler() {
        this(System.getenv(), Platform.ofThisMachine(Http.client()));
    }

    /// For another place than Lambda.
    public OnFailureHandler(Map<String, String> environment, Platform platform) {
        super(platform.clock());
        this.onFailure = new OnFailure(Identity::isOne, ResponseHosts.of(environment), platform);
    }

    @Override
    public void handle(InputStream input, OutputStream output, Invocation invocation) {
        onFailure.handle(input, invocation);
    }
}
