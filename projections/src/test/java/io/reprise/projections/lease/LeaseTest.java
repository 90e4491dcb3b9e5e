package io.reprise.projections.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.projections.eventstore.TestMongo;
import java.time.Duration;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseTest {

    private static final Duration EXPIRY = Duration.ofMillis(200);

    private final TestMongo mongo = new TestMongo();
    private final Lease one = new Lease(mongo.database(), "test", EXPIRY);
    private final Lease other = new Lease(mongo.database(), "test", EXPIRY);
    private final Lease third = new Lease(mongo.database(), "test", EXPIRY);

    @AfterEach
    void close() {
        mongo.close();
    }

    private long holders() {
        return Stream.of(one, other, third).filter(Lease::isHeld).count();
    }

    private static void rest(Duration length) throws InterruptedException {
        Thread.sleep(length);
    }

    @Test
    void one_holds_it_as_long_as_its_beat_goes_on() throws InterruptedException {
        for (int beat = 0; beat < 8; beat++) {
            one.beat();
            other.beat();
            third.beat();
            assertThat(one.isHeld()).isTrue();
            assertThat(holders()).isEqualTo(1);
            rest(EXPIRY.dividedBy(3));
        }
        assertThat(other.holder()).isEqualTo(one.holder()).isNotEmpty();
    }

    @Test
    void whoever_has_died_is_followed_by_one_of_the_others() throws InterruptedException {
        one.beat();
        other.beat();
        third.beat();
        rest(EXPIRY.plusMillis(100));
        other.beat();
        third.beat();
        assertThat(other.isHeld()).isTrue();
        assertThat(third.isHeld()).isFalse();
    }

    @Test
    void whoever_was_paused_for_long_finds_out_at_its_next_beat() throws InterruptedException {
        one.beat();
        other.beat();
        rest(EXPIRY.plusMillis(100));
        other.beat();
        assertThat(one.isHeld()).as("it cannot know yet").isTrue();
        one.beat();
        assertThat(one.isHeld()).isFalse();
        assertThat(other.isHeld()).isTrue();
    }

    @Test
    void whoever_asks_gets_it_at_the_holders_next_beat_and_nobody_else() {
        one.beat();
        third.ask();
        one.beat();
        assertThat(one.isHeld()).isFalse();
        other.beat();
        third.beat();
        assertThat(other.isHeld()).isFalse();
        assertThat(third.isHeld()).isTrue();
    }

    @Test
    void one_that_was_asked_for_by_a_server_that_died_is_taken_over_too() throws InterruptedException {
        one.beat();
        third.ask();
        one.beat();
        other.beat();
        rest(EXPIRY.plusMillis(100));
        other.beat();
        assertThat(other.isHeld()).isTrue();
        other.beat();
        assertThat(other.isHeld()).as("nobody asks any more").isTrue();
    }

    @Test
    void one_that_is_given_back_is_free_at_once() {
        one.beat();
        one.close();
        other.beat();
        assertThat(other.isHeld()).isTrue();
        assertThat(mongo.database().getCollection(Lease.COLLECTION).countDocuments(new Document("_id", "test")))
                .isEqualTo(1);
    }
}
