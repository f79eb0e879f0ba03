package jobsweep.acceptance.campaign;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import jobsweep.simulator.http.HttpAnswer;

/// What a function's call to a service of AWS meets on its way.
enum NetworkFault {
    NONE,
    IS_REACHED_LATE,
    ANSWERS_LATE,
    /// The call never arrives.
    HANGS,
    /// Likewise, and the caller can't be made to give up, whatever time limits it was given.
    HANGS_BEYOND_ALL_TIME_LIMITS,
    ANSWERS_500(500, "InternalFailureException"),
    ANSWERS_503(503, "ServiceUnavailableException"),
    THROTTLES(400, "ThrottlingException"),
    DENIES(403, "AccessDeniedException"),
    ANSWERS_A_PAGE(200, "<html><body>Hello</body></html>"),
    ANSWERS_A_PAGE_WITH_403(403, "<html><body>Hello</body></html>"),
    ANSWERS_A_PAGE_WITH_502(502, "<html><body>Hello</body></html>"),
    RESETS(0, ""),
    /// The call is carried out, and the connection breaks before that is said.
    RESETS_AFTER_THE_EFFECT(0, "");

    static final List<NetworkFault> DELAYS =
            List.of(IS_REACHED_LATE, ANSWERS_LATE, HANGS, HANGS_BEYOND_ALL_TIME_LIMITS);
    static final List<NetworkFault> ERRORS = List.of(ANSWERS_500, ANSWERS_503, RESETS, RESETS_AFTER_THE_EFFECT);
    static final List<NetworkFault> ERRORS_OF_IOT = List.of(
            ANSWERS_500,
            ANSWERS_503,
            RESETS,
            RESETS_AFTER_THE_EFFECT,
            ANSWERS_A_PAGE,
            ANSWERS_A_PAGE_WITH_403,
            ANSWERS_A_PAGE_WITH_502);

    private static final int OF_THE_SERVICE = -1;

    private final int status;
    private final String said;

    NetworkFault() {
        this(OF_THE_SERVICE, "");
    }

    /// @param status of the answer in place of the service's; 0 where the connection breaks instead
    /// @param said   the error's name, or a page
    NetworkFault(int status, String said) {
        this.status = status;
        this.said = said;
    }

    boolean isLost() {
        return this == HANGS || this == HANGS_BEYOND_ALL_TIME_LIMITS;
    }

    /// What the caller gets.
    ///
    /// @param service carries the call out
    HttpAnswer answer(Supplier<HttpAnswer> service) {
        if (status == OF_THE_SERVICE) {
            return service.get();
        }
        if (this == RESETS_AFTER_THE_EFFECT) {
            var _ = service.get();
        }
        return said.startsWith("<") ? page() : error();
    }

    private HttpAnswer error() {
        Map<String, String> headers = Map.of("x-amzn-RequestId", "of-a-fault", "x-amzn-ErrorType", said);
        return new HttpAnswer(status, headers, "{\"message\":\"%s\"}".formatted(said));
    }

    private HttpAnswer page() {
        return new HttpAnswer(status, Map.of("Content-Type", "text/html"), said);
    }

    /// Such as `answers late`.
    String inWords() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
