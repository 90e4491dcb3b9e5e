package io.reprise.projections.answers;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.reprise.projections.answers.RememberedAnswers.Answer;
import io.reprise.projections.answers.RememberedAnswers.Standing;
import io.reprise.projections.eventstore.TestMongo;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RememberedAnswersTest {

    private static final Instant NOW = Instant.parse("2026-11-11T20:00:00Z");
    private static final Answer CREATED = new Answer(201, Map.of("ETag", "\"plan-1\""), new byte[] {1, 2, 3});

    private final TestMongo mongo = new TestMongo();
    private final MongoDatabase database = mongo.database();
    private final RememberedAnswers answers = new RememberedAnswers(database);

    @AfterEach
    void close() {
        mongo.close();
    }

    @Test
    void the_same_call_again_is_answered_the_same_also_after_a_restart() {
        assertThat(answers.begin("k", "call", NOW)).isEqualTo(new Standing.New());
        answers.keep("k", "call", CREATED, NOW);

        Standing again = new RememberedAnswers(database).begin("k", "call", NOW.plusSeconds(60));

        assertThat(again).isInstanceOfSatisfying(Standing.Answered.class, answered -> {
            assertThat(answered.answer().status()).isEqualTo(201);
            assertThat(answered.answer().headers()).isEqualTo(CREATED.headers());
            assertThat(answered.answer().body()).isEqualTo(CREATED.body());
        });
    }

    @Test
    void another_call_with_the_same_key_is_told_apart() {
        answers.begin("k", "call", NOW);

        assertThat(answers.begin("k", "another call", NOW)).isEqualTo(new Standing.OtherCall());
        assertThat(answers.begin("another key", "another call", NOW)).isEqualTo(new Standing.New());
    }

    @Test
    void a_call_that_is_being_carried_out_is_not_carried_out_twice_until_its_server_must_have_died() {
        answers.begin("k", "call", NOW);

        assertThat(answers.begin("k", "call", NOW.plus(RememberedAnswers.LEASE)))
                .isEqualTo(new Standing.UnderWay());
        Instant later = NOW.plus(RememberedAnswers.LEASE).plusMillis(1);
        assertThat(answers.begin("k", "call", later)).isEqualTo(new Standing.New());
        assertThat(answers.begin("k", "call", later)).isEqualTo(new Standing.UnderWay());
    }

    @Test
    void what_is_forgotten_too_old_or_too_long_is_carried_out_again() {
        answers.begin("k", "call", NOW);
        answers.forget("k");
        assertThat(answers.begin("k", "call", NOW)).isEqualTo(new Standing.New());

        answers.keep("k", "call", CREATED, NOW);
        Instant nextDay = NOW.plus(RememberedAnswers.KEPT).plusSeconds(1);
        assertThat(answers.begin("k", "another call", nextDay)).isEqualTo(new Standing.New());

        answers.keep("k", "call", new Answer(200, Map.of(), new byte[RememberedAnswers.BODY_BYTES_MAX + 1]), nextDay);
        assertThat(answers.begin("k", "call", nextDay)).isEqualTo(new Standing.New());
    }

    @Test
    void no_more_are_kept_than_may_be_and_the_oldest_go_first() {
        RememberedAnswers few = new RememberedAnswers(database, 10);
        for (int i = 0; i < 25; i++) {
            few.begin("k" + i, "call", NOW.plusSeconds(i));
            few.keep("k" + i, "call", CREATED, NOW.plusSeconds(i));
        }

        few.begin("one more", "call", NOW.plus(Duration.ofMinutes(11)));

        assertThat(few.count()).isEqualTo(11);
        assertThat(few.begin("k24", "call", NOW.plusSeconds(700))).isInstanceOf(Standing.Answered.class);
        assertThat(few.begin("k0", "call", NOW.plusSeconds(700))).isEqualTo(new Standing.New());
    }
}
