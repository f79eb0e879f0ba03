package jobsweep.acceptance.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.iam.Statement;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.sqs.EventSource;
import jobsweep.simulator.sqs.StandardQueue;

/// A queue whose messages jobsweep's consumer gets.
record CleanupQueue(SimulatedAws aws, FunctionConfiguration consumer, String url, String deadLetterUrl) {
    /// The account's queue, if it has one.
    static Optional<CleanupQueue> in(SimulatedAws aws) {
        return aws.eventSourceMappings().sources().stream()
                .map(EventSource::functionArn)
                .map(aws.lambda()::function)
                .flatMap(function -> of(aws, function).stream())
                .findFirst();
    }

    private static Optional<CleanupQueue> of(SimulatedAws aws, FunctionConfiguration function) {
        String url = function.environment().getOrDefault("JOBSWEEP_QUEUE_URL", "");
        String deadLetterUrl = function.environment().getOrDefault("JOBSWEEP_DEAD_LETTER_QUEUE_URL", "");
        return url.isEmpty() ? Optional.empty() : Optional.of(new CleanupQueue(aws, function, url, deadLetterUrl));
    }

    String name() {
        return StandardQueue.nameInUrl(url);
    }

    /// What a queue is called on the screen.
    String called(String queueName) {
        if (queueName.equals(name())) {
            return "the queue";
        }
        return queueName.equals(StandardQueue.nameInUrl(deadLetterUrl)) ? "the dead letters" : queueName;
    }

    boolean isEmpty() {
        return aws.sqs().visible(name()) + aws.sqs().hidden(name()) == 0;
    }

    /// A job and a thing whose executions the consumer may delete.
    ExampleNames exampleNames() {
        return ExampleNames.within(aws.iam().unusedStatements(consumer.roleArn()).stream()
                .filter(statement -> statement.action().equals("iot:DeleteJobExecution"))
                .map(Statement::resource)
                .toList());
    }

    /// The messages that could not be carried out.
    List<JsonNode> deadLetters() {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("QueueUrl", deadLetterUrl)
                .put("MaxNumberOfMessages", 10)
                .put("VisibilityTimeout", 0);
        request.putArray("MessageAttributeNames").add("All");
        return aws.sqs()
                .asOperator("ReceiveMessage", request)
                .path("Messages")
                .valueStream()
                .toList();
    }

    /// The lines that the consumer's batches left in its log.
    List<String> batches() {
        return aws.lambda().logs(consumer.functionArn()).stream()
                .filter(line -> line.startsWith("{\"_aws\""))
                .toList();
    }
}
