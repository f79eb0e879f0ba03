/// The resource `Custom::IoTJobExecution`: the executions of AWS IoT jobs that go when their stack goes.
///
/// [jobsweep.jobexecution.JobExecutionLifecycle] decides, on records and through the port
/// [jobsweep.jobexecution.JobExecutions]; [jobsweep.jobexecution.IotJobExecutions] alone knows the AWS SDK;
/// [jobsweep.jobexecution.JobExecutionHandler] puts them together for Lambda.
@NullMarked
package jobsweep.jobexecution;

import org.jspecify.annotations.NullMarked;
