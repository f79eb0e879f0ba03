package jobsweep.infra;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import jobsweep.contract.RequestKind;
import jobsweep.contract.Variables;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping.ScalingConfigProperty;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/// The function that carries out cleanup requests, and the mapping that hands them to it.
final class CleanupConsumer {
    private static final String HANDLER = "jobsweep.jobexecution.CleanupQueueHandler";

    /// As many messages as a consumer works on side by side. More than ten would have to be waited for.
    private static final int BATCH_SIZE = 10;

    private final CleanupQueues queues;
    private final ProviderFunction function;
    private final IotPermissions permissions;
    private final Set<RequestKind> deferred = EnumSet.noneOf(RequestKind.class);

    CleanupConsumer(
            Construct scope,
            CleanupQueues queues,
            CommonSettings functions,
            JobExecutionCleanupQueue.Builder settings) {
        this.queues = queues;
        this.function = ProviderFunction.create(
                scope,
                functions,
                settings.function(
                                scope,
                                "Consumer",
                                "Deletes the AWS IoT job executions that messages of a queue name (jobsweep)")
                        .functionName(functions.name(""))
                        .handler(HANDLER)
                        .timeout(Duration.seconds(CleanupQueues.CONSUMER_TIMEOUT)),
                environment(settings, functions.place()));
        function.hasNoDeadLetterQueue(
                "A queue invokes it, to which what fails comes back, and which has a dead-letter queue");
        this.permissions = new IotPermissions(Stack.of(scope), function.policy(), functions.place());
        function.policy()
                .requireRoom(NamePatterns.FEWER.formatted(JobExecutionCleanupQueue.class.getSimpleName())
                        + ", and its schedules' requests * in place of many names");
        QueueAccess.allowReceiving(function.policy(), queues.requests());
        QueueAccess.allowSending(function.policy(), queues.deadLetters());
        CfnEventSourceMapping.Builder.create(scope, "EventSourceMapping")
                .eventSourceArn(queues.requests().getQueueArn())
                .functionName(function.function().getFunctionName())
                .batchSize(BATCH_SIZE)
                .functionResponseTypes(List.of("ReportBatchItemFailures"))
                .scalingConfig(ScalingConfigProperty.builder()
                        .maximumConcurrency(settings.maximumConcurrency)
                        .build())
                .build();
    }

    Function function() {
        return function.function();
    }

    /// Allows what requests of this kind about these jobs and things need.
    void allow(RequestKind kind, TargetPatterns targets) {
        permissions.allow(kind, targets);
        if (kind.isOpenEnded()) {
            allowToSendAgain();
        }
    }

    /// The same for requests that wait for devices.
    void allowDeferred(RequestKind kind, TargetPatterns targets) {
        allow(kind, targets);
        allowToSendAgain();
        deferred.add(kind);
    }

    boolean allowsDeferred(RequestKind kind) {
        return deferred.contains(kind);
    }

    /// What does not fit into one invocation, or waits, is put on the queue again, which looks like a loop to Lambda.
    private void allowToSendAgain() {
        QueueAccess.allowSending(function.policy(), queues.requests());
        ((CfnFunction) Objects.requireNonNull(function().getNode().getDefaultChild())).setRecursiveLoop("Allow");
    }

    private Map<String, String> environment(JobExecutionCleanupQueue.Builder settings, IotPlace place) {
        Map<String, String> variables = new TreeMap<>(place.variables());
        variables.putAll(Map.of(
                Variables.QUEUE_URL, queues.requests().getQueueUrl(),
                Variables.DEAD_LETTER_QUEUE_URL, queues.deadLetters().getQueueUrl(),
                Variables.MAXIMUM_TRIES, Integer.toString(settings.maximumTries),
                Variables.CALLS_PER_SECOND, Integer.toString(settings.callsPerSecond),
                Variables.CONSUMERS, Integer.toString(settings.maximumConcurrency)));
        return variables;
    }
}
