package jobsweep.jobexecution;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.LogLine;
import jobsweep.platform.AheadOfTimeCache;
import jobsweep.platform.Clock;

/// What Lambda invokes, and the only one who knows its words.
///
/// Takes the event as a stream: letting the runtime bind it to its class costs every cold start about a third more.
abstract class EntryPoint implements RequestStreamHandler {

    private static final String SLOW_START =
            "This function starts slowly: its ahead-of-time cache does not fit its jars, the Java runtime or the options, and is not used. Where the jars are as jobsweep has them, the environment variable JAVA_TOOL_OPTIONS=-Xlog:aot:stderr has the JVM say why.";

    private final Clock clock;
    private boolean hasToWarn = AheadOfTimeCache.isUnused();

    EntryPoint(Clock clock) {
        this.clock = clock;
    }

    @Override
    public final void handleRequest(InputStream input, OutputStream output, Context context) {
        if (hasToWarn) {
            hasToWarn = false;
            context.getLogger().log(LogLine.of(Map.of("logStream", context.getLogStreamName(), "warning", SLOW_START)));
        }
        handle(input, output, invocation(context));
    }

    private Invocation invocation(Context context) {
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
        return new Invocation(
                context.getInvokedFunctionArn(),
                context.getAwsRequestId(),
                new Invocation.Log(
                        context.getLogGroupName(),
                        context.getLogStreamName(),
                        line -> context.getLogger().log(line)),
                new Deadline(clock, clock.now().plus(left)));
    }

    /// Handles one event, also elsewhere than in Lambda.
    public abstract void handle(InputStream input, OutputStream output, Invocation invocation);
}
