package jobsweep.powertools;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.util.Map;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.lambda.powertools.cloudformation.AbstractCustomResourceHandler;
import software.amazon.lambda.powertools.cloudformation.Response;

/// The least that deletes a job execution with its stack, as the documents of Powertools and of the SDK show it: every
/// setting has its default, the client is made when the function is, and nothing is looked at before it is deleted.
public final class PowertoolsHandler extends AbstractCustomResourceHandler {

    private final IotClient iot = IotClient.create();

    @Override
    protected Response create(CloudFormationCustomResourceEvent event, Context context) {
        return Response.success(event.getLogicalResourceId());
    }

    @Override
    protected Response update(CloudFormationCustomResourceEvent event, Context context) {
        return Response.success(event.getPhysicalResourceId());
    }

    @Override
    protected Response delete(CloudFormationCustomResourceEvent event, Context context) {
        Map<String, Object> properties = event.getResourceProperties();
        iot.deleteJobExecution(request -> request.jobId(text(properties, "JobId"))
                .thingName(text(properties, "ThingName"))
                .executionNumber(Long.valueOf(text(properties, "ExecutionNumber")))
                .force(Boolean.valueOf(text(properties, "Force"))));
        return Response.success(event.getPhysicalResourceId());
    }

    private static String text(Map<String, Object> properties, String name) {
        return String.valueOf(properties.get(name));
    }
}
