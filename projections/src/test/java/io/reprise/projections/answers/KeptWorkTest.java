package io.reprise.projections.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.projections.answers.KeptWork.Kept;
import io.reprise.projections.eventstore.TestMongo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class KeptWorkTest {

    private static final Instant AT = Instant.parse("2026-11-11T10:00:00Z");

    @Test
    void theNewestOfEachKindAreKeptAndTheOldestGoesFirst() {
        try (TestMongo mongo = new TestMongo()) {
            KeptWork replays = new KeptWork(mongo.database(), "replay", 2);
            replays.keep("b", AT.plusSeconds(2), true, "{\"is\":\"second\"}");
            replays.keep("a", AT.plusSeconds(1), true, "{\"is\":\"first\"}");
            new KeptWork(mongo.database(), "other", 2).keep("x", AT.plusSeconds(9), true, "{}");
            replays.keep("b", AT.plusSeconds(2), true, "{\"is\":\"second again\"}");
            assertThat(replays.all())
                    .extracting(Kept::json)
                    .containsExactly("{\"is\":\"second again\"}", "{\"is\":\"first\"}");

            replays.keep("c", AT.plusSeconds(3), true, "{\"is\":\"third\"}");

            assertThat(new KeptWork(mongo.database(), "replay", 2).all())
                    .extracting(Kept::json)
                    .containsExactly("{\"is\":\"third\"}", "{\"is\":\"second again\"}");
            assertThat(new KeptWork(mongo.database(), "other", 2).all())
                    .extracting(Kept::json)
                    .containsExactly("{}");
            assertThat(replays.find("x")).as("of another kind").isEmpty();
        }
    }

    @Test
    void whoeverDoesItHearsThatSomebodyElseCalledItOffAndGoesOnTelling() {
        try (TestMongo mongo = new TestMongo()) {
            KeptWork ours = new KeptWork(mongo.database(), "replay", 2);
            KeptWork theirs = new KeptWork(mongo.database(), "replay", 2);
            theirs.keep("a", AT, false, "{\"at\":1}");
            ours.callOff("a");
            ours.callOff("nobody's");
            theirs.keep("a", AT, false, "{\"at\":2}");
            assertThat(theirs.calledOff(List.of("a", "b"))).containsExactly("a");
            Kept told = ours.find("a").orElseThrow();
            assertThat(told.isOver()).isFalse();
            assertThat(told.json()).isEqualTo("{\"at\":2}");
            assertThat(told.quietFor()).isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void aReportOfAnEarlierReleaseIsOver() {
        try (TestMongo mongo = new TestMongo()) {
            mongo.database()
                    .getCollection("kept_reports")
                    .insertOne(new Document("_id", "a").append("kind", "replay").append("json", "{}"));
            assertThat(new KeptWork(mongo.database(), "replay", 2)
                            .find("a")
                            .orElseThrow()
                            .isOver())
                    .isTrue();
        }
    }
}
