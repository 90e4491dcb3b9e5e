package io.reprise.projections.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.model.Filters;
import io.reprise.projections.eventstore.TestMongo;
import io.reprise.projections.store.Generation.Kept;
import io.reprise.projections.store.Generation.Overtaken;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
    private final Generation<Thing> first = things.generation(1);

    private static Thing thing(String text) {
        return new Thing(Map.of(), List.of(), text, null, null);
    }

    @Test
    void names_mongodb_would_take_for_paths_operators_or_dates_come_back_as_they_were() {
        Thing thing = new Thing(
                Map.of("$date", 1, "LAMP.2", 2, "100%", 3, "%2E", 4, "仓库", 5),
                List.of(1.0, 1e300, -0.5),
                "{\"$oid\": 1}",
                Long.MAX_VALUE,
                true);

        first.write(List.of(new Kept<>("one", 0, thing, true)), true);

        assertThat(things.find("one")).contains(thing);
    }

    @Test
    void a_document_never_goes_back_and_whoever_tries_is_told() {
        first.write(List.of(new Kept<>("two", 5, thing("new"), true)), true);

        assertThatThrownBy(() -> first.write(
                        List.of(
                                new Kept<>("two", 4, thing("old"), true),
                                new Kept<>("two-and-a-half", 4, thing("another"), true)),
                        true))
                .isInstanceOf(Overtaken.class);
        assertThatThrownBy(() -> first.write(List.of(new Kept<>("two", 5, thing("again"), true)), true))
                .isInstanceOf(Overtaken.class);

        assertThat(things.find("two")).contains(thing("new"));
        assertThat(things.find("two-and-a-half")).contains(thing("another"));
    }

    @Test
    void a_view_that_became_nothing_is_removed_but_not_by_what_is_older() {
        first.write(List.of(new Kept<>("three", 3, thing(""), true)), true);

        first.write(List.of(new Kept<>("three", 2, null, true)), true);
        assertThat(things.find("three")).isPresent();

        first.write(List.of(new Kept<>("three", 4, null, true)), true);
        assertThat(things.find("three")).isEmpty();
    }

    @Test
    void documents_are_counted_by_a_field_and_whoever_has_none_by_it_is_not_counted() {
        ViewCollection<Thing> counted =
                new ViewCollection<>(mongo.database(), "counted", Thing.class, new ObjectMapper());
        counted.generation(1)
                .write(
                        List.of(
                                new Kept<>("one", 0, thing("live"), false),
                                new Kept<>("two", 0, thing("closed"), false),
                                new Kept<>("three", 0, thing("live"), false),
                                new Kept<>("four", 0, thing(null), false)),
                        true);

        assertThat(counted.counts("text")).isEqualTo(Map.of("live", 2L, "closed", 1L));
    }

    @Test
    void readers_never_see_an_empty_view_while_generations_are_swapped() {
        Generations generations = new Generations(mongo.database());
        ViewCollection<Thing> swapped =
                new ViewCollection<>(mongo.database(), "swapped", Thing.class, new ObjectMapper());
        generations.create("swapped", 1);
        swapped.generation(1).write(List.of(new Kept<>("four", 0, thing("1"), true)), true);
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 40; i++) {
                Generations.Standing next = generations.begin("swapped", 1);
                swapped.generation(next.generation())
                        .write(List.of(new Kept<>("four", 0, thing("" + next.generation()), true)), true);
                generations.swap("swapped", next);
            }
        });

        do {
            assertThat(swapped.find("four")).isPresent();
            assertThat(swapped.where(Filters.gte("position", 0L))).hasSize(1);
        } while (writer.isAlive());

        assertThat(swapped.find("four")).contains(thing("41"));
        assertThat(mongo.database().listCollectionNames().into(new java.util.ArrayList<>()))
                .doesNotContainAnyElementsOf(IntStream.rangeClosed(1, 40)
                        .mapToObj(i -> "view_swapped_" + i)
                        .toList())
                .contains("view_swapped_41");
    }
}
