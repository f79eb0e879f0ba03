package jobsweep.acceptance.burst;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import jobsweep.jobexecution.CleanupQueueHandler;

/// The code that a consumer runs.
@FunctionalInterface
interface ConsumerCode {

    /// Makes a handler that lives in the consumer's process.
    RequestStreamHandler load(Consumer consumer);

    /// The function's own class, as it was built.
    static RequestStreamHandler built(Consumer consumer) {
        return new CleanupQueueHandler(
                consumer.function().environment(), consumer::iot, consumer::sqs, consumer.platform());
    }
}
