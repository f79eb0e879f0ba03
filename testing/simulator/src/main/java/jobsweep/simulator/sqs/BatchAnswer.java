package jobsweep.simulator.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.Set;
import jobsweep.simulator.lambda.AttemptResult;
import jobsweep.simulator.lambda.Outcome;

/// What Lambda reads out of how a batch's invocation ended.
final class BatchAnswer {
    private static final JsonMapper JSON = new JsonMapper();

    private BatchAnswer() {}

    /// The messages that failed, of those with these ids. An answer that can't be understood fails them all.
    static Set<String> failed(Set<String> messageIds, AttemptResult invocation, boolean reportsBatchItemFailures) {
        if (!(invocation.outcome() instanceof Outcome.Succeeded(String payload))) {
            return messageIds;
        }
        if (!reportsBatchItemFailures || payload.isBlank()) {
            return Set.of();
        }
        try {
            return reported(messageIds, JSON.readTree(payload));
        } catch (JsonProcessingException e) {
            return messageIds;
        }
    }

    private static Set<String> reported(Set<String> messageIds, JsonNode answer) {
        Set<String> failed = new HashSet<>();
        for (JsonNode failure : answer.path("batchItemFailures")) {
            failed.add(failure.path("itemIdentifier").asText());
        }
        return messageIds.containsAll(failed) ? failed : messageIds;
    }
}
