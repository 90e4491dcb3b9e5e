package io.reprise.market;

import java.time.Instant;
import java.util.Map;

/** The simulated clock of a server, as its operator reads and moves it. */
final class ServerClock {

    private static final String OPERATOR = "otto";

    private final RepriseClient client;

    ServerClock(RepriseClient client) {
        this.client = client;
    }

    Instant now() {
        return Instant.parse(client.get(OPERATOR, "/api/v1/clock").get("now").asText());
    }

    /** Lets everything happen that is due, then moves time. */
    void advance(Instant to) {
        client.post(OPERATOR, "/api/v1/clock/advance", Map.of("to", to.toString()));
    }
}
