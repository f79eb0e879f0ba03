package jobsweep.infra;

import jobsweep.contract.RequestKind;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.IConstruct;

/// A queue of cleanup requests with its consumer: [JobExecutionCleanupQueue], of this app, or one of
/// another app by [JobExecutionCleanupQueue#fromAttributes].
///
/// The metrics are the consumer's: sums over five minutes, if the options do not say otherwise.
public sealed interface IJobExecutionCleanupQueue extends IConstruct permits JobExecutionCleanupQueue, ImportedQueue {

    /// The queue that requests are sent to.
    IQueue getQueue();

    /// The function that carries requests out.
    ///
    /// @throws IllegalStateException if the queue is of another app, and its consumer is not among its
    /// attributes
    IFunction getConsumer();

    /// Whether the consumer may carry out what cleanups of this kind defer to the queue, as far as it
    /// is known.
    boolean allowsDeferred(RequestKind kind);

    /// Called by each cleanup that may be deferred to this queue.
    ///
    /// @throws IllegalArgumentException if the consumer may never delete what the cleanup names
    void requireCovered(JobExecutionCleanup cleanup);

    /// Executions that were there and are gone.
    default Metric metricDeleted() {
        return metricDeleted(FunctionMetrics.DEFAULTS);
    }

    /// The same with other options.
    default Metric metricDeleted(MetricOptions options) {
        return FunctionMetrics.sum(getConsumer(), jobsweep.contract.Metric.DELETED)
                .with(options);
    }

    /// Executions, and requests, of which nothing was there any more.
    default Metric metricAlreadyGone() {
        return metricAlreadyGone(FunctionMetrics.DEFAULTS);
    }

    /// The same with other options.
    default Metric metricAlreadyGone(MetricOptions options) {
        return FunctionMetrics.sum(getConsumer(), jobsweep.contract.Metric.ALREADY_GONE)
                .with(options);
    }

    /// Deletions that AWS IoT refused because of the execution's status.
    default Metric metricRefused() {
        return metricRefused(FunctionMetrics.DEFAULTS);
    }

    /// The same with other options.
    default Metric metricRefused(MetricOptions options) {
        return FunctionMetrics.sum(getConsumer(), jobsweep.contract.Metric.REFUSED)
                .with(options);
    }

    /// Deletions and requests that failed for any other reason.
    default Metric metricFailed() {
        return metricFailed(FunctionMetrics.DEFAULTS);
    }

    /// The same with other options.
    default Metric metricFailed(MetricOptions options) {
        return FunctionMetrics.sum(getConsumer(), jobsweep.contract.Metric.FAILED)
                .with(options);
    }

    /// Calls that AWS IoT throttled.
    default Metric metricThrottled() {
        return metricThrottled(FunctionMetrics.DEFAULTS);
    }

    /// The same with other options.
    default Metric metricThrottled(MetricOptions options) {
        return FunctionMetrics.sum(getConsumer(), jobsweep.contract.Metric.THROTTLED)
                .with(options);
    }

    /// Looks at deferred requests that go on waiting for their devices.
    default Metric metricWaiting() {
        return metricWaiting(FunctionMetrics.DEFAULTS);
    }

    /// The same with other options.
    default Metric metricWaiting(MetricOptions options) {
        return FunctionMetrics.sum(getConsumer(), jobsweep.contract.Metric.WAITING)
                .with(options);
    }

    /// How long the oldest deferred request has waited, in seconds: the maximum of a day, since each
    /// is looked at twice a day and more.
    default Metric metricOldestWait() {
        return metricOldestWait(FunctionMetrics.DEFAULTS);
    }

    /// The same with other options.
    default Metric metricOldestWait(MetricOptions options) {
        return FunctionMetrics.daysMaximum(getConsumer(), jobsweep.contract.Metric.OLDEST_WAIT)
                .with(options);
    }
}
