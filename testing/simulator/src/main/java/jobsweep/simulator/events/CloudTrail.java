package jobsweep.simulator.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import jobsweep.simulator.cloudformation.Account;

/// What CloudTrail tells EventBridge of calls.
public record CloudTrail(Account account) {
    /// A thing that was deleted.
    public ObjectNode deleteThing(String thingName, String eventId, Instant at) {
        String time = at.truncatedTo(ChronoUnit.SECONDS).toString();
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("version", "0")
                .put("id", eventId)
                .put("detail-type", "AWS API Call via CloudTrail")
                .put("source", "aws.iot")
                .put("account", account.id())
                .put("time", time)
                .put("region", account.region());
        event.putArray("resources");
        ObjectNode detail = event.putObject("detail")
                .put("eventVersion", "1.08")
                .put("eventTime", time)
                .put("eventSource", "iot.amazonaws.com")
                .put("eventName", "DeleteThing")
                .put("awsRegion", account.region())
                .put("sourceIPAddress", "192.0.2.1")
                .put("userAgent", "aws-cli/2.0")
                .put("requestID", eventId)
                .put("eventID", eventId)
                .put("readOnly", false)
                .put("eventType", "AwsApiCall")
                .put("managementEvent", true)
                .put("recipientAccountId", account.id())
                .put("eventCategory", "Management");
        detail.putObject("userIdentity").put("type", "IAMUser").put("accountId", account.id());
        detail.putObject("requestParameters").put("thingName", thingName);
        detail.putNull("responseElements");
        return event;
    }

    /// A thing that should have been deleted and was not.
    ///
    /// @param errorCode such as `AccessDenied`
    public ObjectNode failedDeleteThing(String thingName, String errorCode, String eventId, Instant at) {
        ObjectNode event = deleteThing(thingName, eventId, at);
        event.withObject("/detail").put("errorCode", errorCode).put("errorMessage", "The call failed: " + errorCode);
        return event;
    }
}
