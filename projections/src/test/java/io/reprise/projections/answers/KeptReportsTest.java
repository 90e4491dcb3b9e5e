package io.reprise.projections.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.projections.eventstore.TestMongo;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeptReportsTest {

    private static final Instant AT = Instant.parse("2026-11-11T10:00:00Z");

    @Test
    void theNewestOfEachKindAreKeptAndTheOldestGoesFirst() {
        try (TestMongo mongo = new TestMongo()) {
            KeptReports replays = new KeptReports(mongo.database(), "replay", 2);
            replays.keep("b", AT.plusSeconds(2), "{\"is\":\"second\"}");
            replays.keep("a", AT.plusSeconds(1), "{\"is\":\"first\"}");
            new KeptReports(mongo.database(), "other", 2).keep("x", AT.plusSeconds(9), "{}");
            replays.keep("b", AT.plusSeconds(2), "{\"is\":\"second again\"}");
            assertThat(replays.all()).containsExactly("{\"is\":\"second again\"}", "{\"is\":\"first\"}");

            replays.keep("c", AT.plusSeconds(3), "{\"is\":\"third\"}");

            assertThat(new KeptReports(mongo.database(), "replay", 2).all())
                    .containsExactly("{\"is\":\"third\"}", "{\"is\":\"second again\"}");
            assertThat(new KeptReports(mongo.database(), "other", 2).all()).containsExactly("{}");
        }
    }
}
