package jobsweep.simulator.sqs;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// The tracing header of whoever sends: SQS keeps it with the message, and so a chain of invocations can be followed.
final class TraceHeader {
    private TraceHeader() {}

    /// Does with a request what SQS does with the header `X-Amzn-Trace-Id`.
    static void putInto(String action, ObjectNode request, String trace) {
        if (action.equals("SendMessage")) {
            put(request, trace);
        }
        if (action.equals("SendMessageBatch")) {
            request.path("Entries").forEach(entry -> put((ObjectNode) entry, trace));
        }
    }

    private static void put(ObjectNode message, String trace) {
        ObjectNode attributes = message.withObjectProperty("MessageSystemAttributes");
        if (!attributes.has("AWSTraceHeader")) {
            attributes.putObject("AWSTraceHeader").put("DataType", "String").put("StringValue", trace);
        }
    }
}
