package io.reprise.projections.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.projections.eventstore.TestMongo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ViewCollectionTest {

    private static TestMongo mongo;

    @BeforeAll
    static void start() {
        mongo = new TestMongo();
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    record Thing(Map<String, Integer> units, List<Double> numbers, String text, Long large, Boolean truth) {}

    private final ViewCollection<Thing> things =
            new ViewCollection<>(mongo.database(), "things", Thing.class, new ObjectMapper());

    @Test
    void names_mongodb_would_take_for_paths_operators_or_dates_come_back_as_they_were() {
        Thing thing = new Thing(
                Map.of("$date", 1, "LAMP.2", 2, "100%", 3, "%2E", 4, "仓库", 5),
                List.of(1.0, 1e300, -0.5),
                "{\"$oid\": 1}",
                Long.MAX_VALUE,
                true);

        things.fold("one", 0, before -> thing);

        assertThat(things.find("one")).contains(thing);
    }

    @Test
    void an_older_event_is_not_folded_in() {
        Thing thing = new Thing(Map.of(), List.of(), "new", null, null);
        things.fold("two", 5, before -> thing);

        things.fold("two", 5, before -> new Thing(Map.of(), List.of(), "again", null, null));

        assertThat(things.find("two")).contains(thing);
    }

    @Test
    void a_fold_that_leaves_nothing_removes_the_document() {
        things.fold("three", 0, before -> new Thing(Map.of(), List.of(), "", null, null));

        things.fold("three", 1, before -> null);

        assertThat(things.find("three")).isEmpty();
    }
}
