package jobsweep.queue;

import java.time.Instant;

/// One message of the queue, as it was received this time.
///
/// @param id the same however often the message is received
/// @param receiptHandle names this receipt of it
/// @param tries how often it was received, this time included
/// @param sentAt when SQS took it
public record Message(String id, String receiptHandle, String body, int tries, Instant sentAt) {}
