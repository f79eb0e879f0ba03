package jobsweep.simulator.sqs;

/// Queues, and what lets functions run on their messages.
public record QueueServices(SqsService sqs, EventSourceMappings mappings) {}
