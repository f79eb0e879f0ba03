package jobsweep.simulator.iot;

/// An error as AWS IoT answers it: HTTP status, code and message.
final class IotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    private IotException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static IotException of(int status, String code, String message) {
        return new IotException(status, code, message);
    }

    static IotException invalidRequest(String message) {
        return new IotException(400, "InvalidRequestException", message);
    }

    /// The one modelled error whose status says something else than its code.
    static IotException throttling() {
        return new IotException(400, "ThrottlingException", "Rate exceeded");
    }

    static IotException notFound(Execution.Key key) {
        return notFound("There is no " + key);
    }

    static IotException notFound(String message) {
        return new IotException(404, "ResourceNotFoundException", message);
    }

    static IotException invalidStateTransition(String message) {
        return new IotException(409, "InvalidStateTransitionException", message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
