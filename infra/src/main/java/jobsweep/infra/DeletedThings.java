package jobsweep.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.events.CfnRule.DeadLetterConfigProperty;
import software.amazon.awscdk.services.events.CfnRule.InputTransformerProperty;
import software.amazon.awscdk.services.events.CfnRule.TargetProperty;
import software.constructs.Construct;

/// An EventBridge rule that makes a cleanup request of each thing that is deleted, as CloudTrail reports it.
///
/// What waited or was worked on when its thing was deleted is `REMOVED` from then on, and so finished. A thing that was
/// made anew under the name by the time the event arrives keeps what it has waiting.
final class DeletedThings {
    // EventBridge puts the quotes around a variable that stands alone.
    private static final String TEMPLATE = "{\"JobId\":\"*\",\"ThingName\":<thingName>,\"OnlyFinished\":\"true\"}";

    private DeletedThings() {}

    static void create(Construct parent, CleanupQueues queues, TargetPatterns targets) {
        Construct scope = new Construct(parent, "DeletedThings");
        CfnRule rule = CfnRule.Builder.create(scope, "Rule")
                .description("Asks jobsweep to delete the job executions of things that were deleted")
                .eventPattern(pattern(targets.things()))
                .targets(List.of(TargetProperty.builder()
                        .id("Queue")
                        .arn(queues.requests().getQueueArn())
                        .inputTransformer(InputTransformerProperty.builder()
                                .inputPathsMap(Map.of("thingName", "$.detail.requestParameters.thingName"))
                                .inputTemplate(TEMPLATE)
                                .build())
                        .deadLetterConfig(DeadLetterConfigProperty.builder()
                                .arn(queues.deadLetters().getQueueArn())
                                .build())
                        .build()))
                .build();
        queues.allowEventsOf(rule.getAttrArn());
    }

    private static Map<String, Object> pattern(NamePatterns things) {
        Map<String, Object> detail = new TreeMap<>(Map.of(
                "eventSource", List.of("iot.amazonaws.com"),
                "eventName", List.of("DeleteThing"),
                // CloudTrail reports calls that failed as well: their things are still there.
                "errorCode", List.of(Map.of("exists", false))));
        if (!things.isEverything()) {
            detail.put("requestParameters", Map.of("thingName", wildcards(things)));
        }
        return new TreeMap<>(Map.of(
                "source", List.of("aws.iot"),
                "detail-type", List.of("AWS API Call via CloudTrail"),
                "detail", detail));
    }

    private static List<Map<String, String>> wildcards(NamePatterns things) {
        return things.patterns().stream()
                .map(DeletedThings::requireKnown)
                .map(pattern -> Map.of("wildcard", pattern))
                .collect(Collectors.toList());
    }

    private static String requireKnown(String pattern) {
        if (pattern.contains("?") || pattern.contains("**")) {
            throw new IllegalArgumentException(
                    "thingPatterns must have no ? and no ** for cleanUpDeletedThings, since EventBridge knows no such wildcards, got '%s'"
                            .formatted(pattern));
        }
        return pattern;
    }
}
