package jobsweep.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jobsweep.simulator.http.LocalServer;
import org.junit.jupiter.api.Test;

final class WarmEventTest {
    private static final Instant HANDED_OUT = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void whatServersHadTheRequestForIsNotTheFunctionsOwn() {
        WarmEvent event = event(List.of(), List.of(passage(1, 2, 5), passage(2, 7, 8)));

        assertThat(event.eventToAnswer()).isEqualTo(Duration.ofMillis(10));
        assertThat(event.own()).isEqualTo(Duration.ofMillis(6));
    }

    @Test
    void anEventIsSharedOutAmongItsExchanges() {
        WarmEvent event = event(List.of(), List.of(passage(1, 2, 5), passage(2, 7, 8)));

        assertThat(event.exchanges()).isEqualTo(2);
        assertThat(event.perExchange()).isEqualTo(Duration.ofMillis(5));
    }

    @Test
    void aConnectionThatIsUsedAgainTakesNoHandshake() {
        List<LocalServer.Passage> before = List.of(passage(1, -9, -8), passage(2, -7, -6));

        assertThat(event(before, List.of(passage(1, 2, 3), passage(2, 4, 5))).handshakes())
                .isZero();
    }

    @Test
    void aConnectionThatIsOpenedTakesOneHoweverOftenItIsUsed() {
        List<LocalServer.Passage> before = List.of(passage(1, -9, -8));

        assertThat(event(before, List.of(passage(1, 1, 2), passage(3, 3, 4), passage(3, 5, 6)))
                        .handshakes())
                .isEqualTo(1);
    }

    private static WarmEvent event(List<LocalServer.Passage> before, List<LocalServer.Passage> during) {
        return WarmEvent.of(HANDED_OUT, HANDED_OUT.plusMillis(10), before, during);
    }

    private static LocalServer.Passage passage(int port, long begun, long ended) {
        InetSocketAddress client = InetSocketAddress.createUnresolved("localhost", port);
        return new LocalServer.Passage(client, HANDED_OUT.plusMillis(begun), HANDED_OUT.plusMillis(ended));
    }
}
