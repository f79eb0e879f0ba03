package jobsweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;

/// CloudFormation's events as they arrive, with quotes written as `'`.
public final class Events {

    private Events() {}

    public static InputStream input(String json) {
        return verbatim(json.replace('\'', '"'));
    }

    public static InputStream verbatim(String json) {
        return new ByteArrayInputStream(json.getBytes(UTF_8));
    }

    public static InputStream create(LoopbackServer bucket, String properties) {
        return event(bucket, "'RequestType':'Create'", properties);
    }

    public static InputStream update(LoopbackServer bucket, String physicalResourceId, String properties) {
        return event(bucket, "'RequestType':'Update','PhysicalResourceId':'" + physicalResourceId + "'", properties);
    }

    public static InputStream delete(LoopbackServer bucket, String physicalResourceId, String properties) {
        return event(bucket, "'RequestType':'Delete','PhysicalResourceId':'" + physicalResourceId + "'", properties);
    }

    /// @param head members that tell what is asked for
    /// @param without names of members that are left out
    public static InputStream event(LoopbackServer bucket, String head, String properties, String... without) {
        String event = text(bucket, head, properties);
        for (String name : without) {
            event = event.replace("'" + name + "'", "'Something'");
        }
        return input(event);
    }

    /// The same as text, with its quotes written as `'`.
    public static String text(LoopbackServer bucket, String head, String properties) {
        return """
                {%s,
                 'ServiceToken': 'arn:aws:lambda:eu-central-1:123456789012:function:jobsweep',
                 'ResponseURL': '%s',
                 'StackId': 'arn:aws:cloudformation:eu-central-1:123456789012:stack/fleet/1a2b',
                 'RequestId': 'c0ffee-1',
                 'ResourceType': 'Custom::IoTJobExecution',
                 'LogicalResourceId': 'Rollout',
                 'ResourceProperties': {'ServiceToken': 'arn:aws:lambda:…', 'ServiceTimeout': '720'%s}}
                """.formatted(head, url(bucket), properties.isEmpty() ? "" : "," + properties);
    }

    /// Hosts that the bucket belongs to, as the function's environment says.
    public static Map<String, String> environment(LoopbackServer bucket) {
        return Map.of("JOBSWEEP_RESPONSE_HOSTS", bucket.hostAndPort());
    }

    public static String url(LoopbackServer bucket) {
        return "http://" + bucket.hostAndPort() + "/arn%3Aaws%7CRollout?X-Amz-Algorithm=AWS4&X-Amz-Signature=5ec2e7";
    }
}
