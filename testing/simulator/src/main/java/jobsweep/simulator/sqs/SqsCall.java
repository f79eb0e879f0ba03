package jobsweep.simulator.sqs;

import java.time.Instant;

/// One call that reached SQS, and how it was answered.
///
/// @param action    such as `SendMessage`
/// @param errorCode AWS's name of the error; empty where there was none
public record SqsCall(Instant time, String action, String queueName, int status, String errorCode) {}
