package jobsweep.simulator.cloudformation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A request whose answer may come. The first answer decides, each time that the request is sent; how many may come is
/// as many as the request was delivered.
final class ExpectedAnswer {
    private final RequestIdentity identity;
    private final Instant sent;
    private final String requestTarget;
    private volatile CompletableFuture<ProviderAnswer> answer = new CompletableFuture<>();
    private final List<ReceivedAnswer> received = new ArrayList<>();
    private int deliveries = 1;

    ExpectedAnswer(RequestIdentity identity, Instant sent, String requestTarget) {
        this.identity = identity;
        this.sent = sent;
        this.requestTarget = requestTarget;
    }

    RequestIdentity identity() {
        return identity;
    }

    /// When the request was first sent.
    Instant sent() {
        return sent;
    }

    String requestTarget() {
        return requestTarget;
    }

    /// Decides the answer, if nothing has before.
    void decide(ProviderAnswer decision) {
        answer.complete(decision);
    }

    boolean isDecided() {
        return answer.isDone();
    }

    /// What CloudFormation makes of the request, once it has decided.
    CompletableFuture<ProviderAnswer> decision() {
        return answer;
    }

    /// Waits for another answer, since the request is sent again. One that is still on its way may be it.
    synchronized void sentAgain() {
        answer = new CompletableFuture<>();
        deliveries++;
    }

    synchronized void deliveredAgain() {
        deliveries++;
    }

    /// Keeps an answer that came in.
    ///
    /// @return what is wrong with it, in words, or nothing
    synchronized List<String> receive(ReceivedAnswer incoming) {
        received.add(incoming);
        var wrong = new ArrayList<String>();
        if (received.size() > deliveries) {
            wrong.add("answer %s to a request delivered %s times".formatted(received.size(), deliveries));
        }
        var read = new AnswerReader(identity).read(incoming.body());
        if (read instanceof ProviderAnswer.Unusable unusable) {
            wrong.add(unusable.reason());
        }
        decide(read);
        return wrong;
    }

    synchronized List<ReceivedAnswer> received() {
        return List.copyOf(received);
    }
}
