package jobsweep.simulator.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// A queue's own policy: for which of EventBridge's rules a message may come. All else that it may say is that nobody
/// comes without TLS, which nobody does here.
public final class QueuePolicy {
    private static final Set<String> SENDING = Set.of("sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl");
    private static final Set<String> KEYS = Set.of("Sid", "Effect", "Action", "Principal", "Resource", "Condition");

    private final List<Permission> permissions;

    private QueuePolicy(List<Permission> permissions) {
        this.permissions = permissions;
    }

    /// Reads a policy document.
    ///
    /// @throws UnsupportedEventsException if anything in it is not played
    public static QueuePolicy parse(JsonNode document) {
        document.fieldNames()
                .forEachRemaining(key -> require(Set.of("Version", "Statement").contains(key), document));
        List<JsonNode> statements = oneOrMany(document.path("Statement"));
        require(!statements.isEmpty(), document);
        List<Permission> permissions = new ArrayList<>();
        for (JsonNode statement : statements) {
            require(statement.isObject(), statement);
            statement.fieldNames().forEachRemaining(key -> require(KEYS.contains(key), statement));
            if (!isTlsOnly(statement)) {
                permissions.addAll(permissions(statement));
            }
        }
        return new QueuePolicy(List.copyOf(permissions));
    }

    boolean allows(String ruleArn, String queueArn) {
        return permissions.stream()
                .anyMatch(permission -> permission.queueArn().equals(queueArn)
                        && permission.rule().matcher(ruleArn).matches());
    }

    private static boolean isTlsOnly(JsonNode statement) {
        JsonNode principal = statement.path("Principal");
        JsonNode condition = statement.path("Condition");
        return statement.path("Effect").asText().equals("Deny")
                && statement.path("Action").asText().equals("sqs:*")
                && (principal.asText().equals("*")
                        || (principal.size() == 1
                                && principal.path("AWS").asText().equals("*")))
                && condition.size() == 1
                && condition.path("Bool").size() == 1
                && condition.path("Bool").path("aws:SecureTransport").asText().equals("false");
    }

    private static List<Permission> permissions(JsonNode statement) {
        List<JsonNode> actions = oneOrMany(statement.path("Action"));
        JsonNode principal = statement.path("Principal");
        JsonNode condition = statement.path("Condition");
        require(
                statement.path("Effect").asText().equals("Allow")
                        && actions.stream().allMatch(action -> SENDING.contains(action.asText()))
                        && actions.stream().anyMatch(action -> action.asText().equals("sqs:SendMessage"))
                        && principal.size() == 1
                        && principal.path("Service").asText().equals("events.amazonaws.com")
                        && condition.size() == 1,
                statement);
        String operator = condition.fieldNames().next();
        JsonNode source = condition.path(operator);
        require(
                Set.of("ArnEquals", "ArnLike").contains(operator)
                        && source.size() == 1
                        && source.path("aws:SourceArn").isTextual(),
                statement);
        String rule = "\\Q" + source.path("aws:SourceArn").asText() + "\\E";
        Pattern pattern = Pattern.compile(rule.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
        return oneOrMany(statement.path("Resource")).stream()
                .peek(queue -> require(queue.isTextual() && !queue.asText().contains("*"), statement))
                .map(queue -> new Permission(queue.asText(), pattern))
                .toList();
    }

    private static List<JsonNode> oneOrMany(JsonNode node) {
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false).toList() : List.of(node);
    }

    private static void require(boolean played, JsonNode what) {
        if (!played) {
            throw new UnsupportedEventsException("the queue policy " + what);
        }
    }

    /// A rule that may send to a queue.
    private record Permission(String queueArn, Pattern rule) {}
}
