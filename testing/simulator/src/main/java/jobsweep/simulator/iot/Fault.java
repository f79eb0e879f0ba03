package jobsweep.simulator.iot;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A way in which a call can go wrong that has nothing to do with what it asks for.
public sealed interface Fault {

    /// An error in AWS's form in place of the answer.
    record Refusal(int status, String code, String message) implements Fault {}

    /// An answer that AWS did not write, as a proxy between gives it; the call is not carried out.
    record Garbage(int status, String html) implements Fault {}

    /// A connection that breaks before anything is answered, with the call carried out or not.
    record Dropped(boolean carriedOut) implements Fault {}

    /// An answer that is right but comes late.
    record Delay(Duration duration) implements Fault {}

    /// An answer that is right but comes only once something else has happened.
    record Held(CompletableFuture<?> until) implements Fault {}

    /// Something else that happens while the call is on its way. Then it is carried out and answered, or it is lost.
    record Meanwhile(Runnable event, boolean carriedOut) implements Fault {}

    /// The error that goes with an HTTP status: 500 `InternalFailureException`, 503 `ServiceUnavailableException`.
    static Fault status(int status) {
        String code = status == 503 ? "ServiceUnavailableException" : "InternalFailureException";
        return new Refusal(status, code, "Simulated HTTP " + status);
    }

    static Fault throttling() {
        return new Refusal(400, "ThrottlingException", "Rate exceeded");
    }

    /// A denial without anything to do with the role's policy, as when a policy is not in force yet.
    static Fault accessDenied() {
        return new Refusal(403, "AccessDeniedException", "User is not authorized to perform this operation");
    }

    static Fault html() {
        return new Garbage(403, "<html><body><h1>403 Forbidden</h1></body></html>");
    }

    static Fault dropped() {
        return new Dropped(false);
    }

    /// A call that is carried out, and whose answer is lost.
    static Fault answerLost() {
        return new Dropped(true);
    }

    static Fault delay(Duration duration) {
        return new Delay(duration);
    }

    static Fault heldUntil(CompletableFuture<?> moment) {
        return new Held(moment);
    }
}
