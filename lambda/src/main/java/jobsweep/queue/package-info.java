/// A queue's side of the work: batches of messages in, and what is to come back out, as Lambda's event source mapping
/// for Amazon SQS wants it.
///
/// Knows nothing of AWS IoT. The work itself is a [jobsweep.queue.MessageHandler], which is given one message and says
/// what became of it; what follows from that for the message is decided in [jobsweep.queue.Acknowledger].
@NullMarked
package jobsweep.queue;

import org.jspecify.annotations.NullMarked;
