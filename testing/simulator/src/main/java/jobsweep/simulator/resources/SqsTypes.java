package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.sqs.SqsService;
import jobsweep.simulator.sqs.StandardQueue;

/// Standard queues, whose encryption makes no difference here, nor who may redrive to them; and policies of queues that
/// say that nobody comes without TLS, which nobody does here.
record SqsTypes(Supplier<DeclaredType.Builder> type, SqsService sqs) {
    Map<String, ResourceType> all() {
        return Map.of(
                "AWS::SQS::Queue",
                type.get()
                        .properties(
                                "KmsDataKeyReusePeriodSeconds",
                                "KmsMasterKeyId",
                                "MessageRetentionPeriod",
                                "QueueName",
                                "RedriveAllowPolicy",
                                "RedrivePolicy",
                                "SqsManagedSseEnabled",
                                "Tags",
                                "VisibilityTimeout")
                        .named("QueueName")
                        .idPrefix(sqs.url(""))
                        .attribute("Arn", sqs::arn)
                        .attribute("QueueName", name -> name)
                        .put((name, properties) -> sqs.put(queue(name, properties)))
                        .delete((name, properties) -> sqs.delete(name))
                        .build(),
                "AWS::SQS::QueuePolicy",
                type.get()
                        .properties("PolicyDocument", "Queues")
                        .put((name, properties) -> properties
                                .node("PolicyDocument")
                                .path("Statement")
                                .forEach(statement -> properties.require(isTlsOnly(statement), statement.toString())))
                        .build());
    }

    private StandardQueue queue(String name, Properties properties) {
        return new StandardQueue(
                name,
                sqs.arn(name),
                Duration.ofSeconds(properties.number("VisibilityTimeout", 30)),
                Duration.ofSeconds(properties.number("MessageRetentionPeriod", 345_600)),
                redrive(properties.node("RedrivePolicy")));
    }

    private static Optional<StandardQueue.Redrive> redrive(JsonNode policy) {
        if (policy.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(new StandardQueue.Redrive(
                policy.path("deadLetterTargetArn").asText(),
                policy.path("maxReceiveCount").asInt()));
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
}
