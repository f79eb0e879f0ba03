package jobsweep.simulator.iot;

import java.time.Instant;
import java.util.Map;

/// One call that reached AWS IoT, and how it was answered.
///
/// @param begun      when it came
/// @param time       when it was answered
/// @param operation  AWS's name of it, such as `DeleteJobExecution`
/// @param resource   what it was about: `firmware-42 on greenhouse-7, execution 1`
/// @param parameters the query as it came, such as `force=true`
/// @param status     the HTTP status; 0 where the connection was dropped instead
/// @param errorCode  AWS's name of the error; empty where there was none, or none was given
public record Call(
        Instant begun,
        Instant time,
        String operation,
        String resource,
        Map<String, String> parameters,
        int status,
        String errorCode) {
    public Call {
        parameters = Map.copyOf(parameters);
    }
}
