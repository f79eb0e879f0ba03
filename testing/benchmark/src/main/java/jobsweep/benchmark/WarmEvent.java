package jobsweep.benchmark;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jobsweep.simulator.http.LocalServer;

/// An event that met a function which was there already.
///
/// @param eventToAnswer from the event's hand-out to CloudFormation having the answer
/// @param own what of it no server had a part in: the function's work, with both ends' TLS
/// @param exchanges how many requests it took
/// @param handshakes how many connections were opened for it
record WarmEvent(Duration eventToAnswer, Duration own, int exchanges, long handshakes) {

    /// @param before what passed through the servers earlier, and so the connections that were open
    /// @param during what passed through them for the event
    static WarmEvent of(
            Instant handedOut, Instant answered, List<LocalServer.Passage> before, List<LocalServer.Passage> during) {
        Set<InetSocketAddress> known =
                before.stream().map(LocalServer.Passage::client).collect(Collectors.toSet());
        Duration whole = Duration.between(handedOut, answered);
        Duration elsewhere = during.stream()
                .map(passage -> Duration.between(passage.begun(), passage.ended()))
                .reduce(Duration.ZERO, Duration::plus);
        long handshakes = during.stream()
                .map(LocalServer.Passage::client)
                .distinct()
                .filter(client -> !known.contains(client))
                .count();
        return new WarmEvent(whole, whole.minus(elsewhere), during.size(), handshakes);
    }

    /// What each request of the event took, with its share of everything else.
    Duration perExchange() {
        return eventToAnswer.dividedBy(Math.max(1, exchanges));
    }
}
