package jobsweep.acceptance.soak;

import java.util.Collections;
import java.util.Locale;
import jobsweep.simulator.network.Relay;

/// A way in which a connection fails.
enum Failing {
    SAYS_NOTHING(false, ""),
    HALF_A_HEAD(false, "HTTP/1.1 200 OK\r\nContent-Le"),
    HALF_A_BODY(false, "HTTP/1.1 200 OK\r\nx-amzn-RequestId: 1\r\nContent-Length: 100\r\n\r\n{"),
    HALF_A_CHUNK(false, "HTTP/1.1 200 OK\r\nx-amzn-RequestId: 1\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n{"),
    AN_ERROR_WHOSE_BODY_STOPS(false, "HTTP/1.1 500 Oops\r\nx-amzn-RequestId: 1\r\nContent-Length: 100\r\n\r\n{"),
    NO_HTTP(false, "220 mail.example.com ESMTP\r\n"),
    NO_HTTP_AND_THE_END(true, "220 mail.example.com ESMTP\r\n"),
    THE_END_OF_HALF_A_BODY(true, "HTTP/1.1 200 OK\r\nx-amzn-RequestId: 1\r\nContent-Length: 100\r\n\r\n{"),
    THE_END(true, ""),
    NO_TLS(false, "220 mail.example.com ESMTP\r\n"),
    NO_TLS_AND_THE_END(true, "HTTP/1.1 400 Bad Request\r\n\r\n"),
    A_HANDSHAKE_THAT_NEVER_ENDS(false, ""),

    /// Its connections go on when the event has been answered.
    A_HANDSHAKE_THAT_WAITS(false, "");

    private final boolean closes;
    private final String bytes;

    Failing(boolean closes, String bytes) {
        this.closes = closes;
        this.bytes = bytes;
    }

    /// Lets the next connections fail.
    void play(Relay way, int connections) {
        String[] sayings = Collections.nCopies(connections, bytes).toArray(String[]::new);
        switch (this) {
            case A_HANDSHAKE_THAT_WAITS -> way.waitNext(connections);
            case NO_TLS, NO_TLS_AND_THE_END, A_HANDSHAKE_THAT_NEVER_ENDS -> way.sayInTheClearNext(closes, sayings);
            default -> way.sayNext(closes, sayings);
        }
    }

    /// Such as `half a head`.
    String inWords() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
