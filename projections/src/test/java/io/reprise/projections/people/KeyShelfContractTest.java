package io.reprise.projections.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.vocabulary.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every shelf does. */
abstract class KeyShelfContractTest {

    static final String A = at("a"), B = at("b"), C = at("c");

    KeyShelf shelf;

    abstract KeyShelf open();

    @BeforeEach
    void openShelf() {
        shelf = open();
    }

    @AfterEach
    void closeShelf() {
        shelf.close();
    }

    final void reopen() {
        shelf.close();
        shelf = open();
    }

    /** A locator, which has 32 digits. */
    static String at(String name) {
        return Sha256.hexOf(name).substring(0, 32);
    }

    static SealedKey key(SealedKey.Kind kind, int number) {
        return new SealedKey(
                kind, "%032x".formatted(number), ("sealed bytes of " + number).getBytes(StandardCharsets.UTF_8));
    }

    static SealedKey own(int number) {
        return key(SealedKey.Kind.OWN, number);
    }

    private static void same(SealedKey there, SealedKey expected) {
        assertThat(there.bytes()).isEqualTo(expected.bytes());
    }

    @Test
    void what_was_kept_is_found_again_also_after_a_restart() {
        shelf.keep(Map.of(A, own(1), B, own(2)));
        reopen();

        Map<String, SealedKey> found = shelf.find(List.of(A, B, C));

        assertThat(found).containsOnlyKeys(A, B);
        same(found.get(A), own(1));
        same(found.get(B), own(2));
    }

    @Test
    void who_comes_second_takes_the_key_that_is_there() {
        shelf.keep(Map.of(A, own(1)));

        Map<String, SealedKey> there = shelf.keep(Map.of(A, own(7), B, own(2)));

        same(there.get(A), own(1));
        same(there.get(B), own(2));
        same(shelf.find(Set.of(A)).get(A), own(1));
    }

    @Test
    void a_destroyed_key_leaves_nothing_and_the_place_takes_another() {
        shelf.keep(Map.of(A, own(1), B, own(2)));

        shelf.destroy(Set.of(own(1).keyId(), own(99).keyId()), 1);

        assertThat(shelf.find(List.of(A, B))).containsOnlyKeys(B);
        assertThat(shelf.certificates()).isEqualTo(1);
        reopen();
        assertThat(shelf.find(List.of(A, B))).containsOnlyKeys(B);
        assertThat(shelf.certificates()).isEqualTo(1);
        same(shelf.keep(Map.of(A, own(3))).get(A), own(3));
    }

    @Test
    void an_adopted_one_leaves_word_that_it_is_gone() {
        SealedKey adopted = key(SealedKey.Kind.ADOPTED, 1);
        shelf.keep(Map.of(A, adopted));
        shelf.destroy(Set.of(adopted.keyId()), 1);

        assertThat(shelf.find(Set.of(A)).get(A).kind()).isEqualTo(SealedKey.Kind.GONE);
        same(shelf.keep(Map.of(A, own(5))).get(A), own(5));
        same(shelf.find(Set.of(A)).get(A), own(5));
    }

    @Test
    void whether_it_adopts_is_decided_once() {
        assertThat(shelf.adopts(() -> true)).isTrue();
        assertThat(shelf.adopts(() -> false)).isTrue();
        reopen();
        assertThat(shelf.adopts(() -> {
                    throw new AssertionError("it was decided");
                }))
                .isTrue();
    }

    @Test
    void thousands_are_kept_at_once() {
        Map<String, SealedKey> many = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            many.put(at("locator-" + i), own(i));
        }
        shelf.keep(many);
        assertThat(shelf.find(many.keySet())).hasSize(5_000);
    }

    @Test
    void every_key_that_is_there_is_looked_at_and_may_be_replaced() {
        SealedKey adopted = key(SealedKey.Kind.ADOPTED, 3);
        shelf.keep(Map.of(A, own(1), B, own(2), C, adopted));
        shelf.destroy(Set.of(adopted.keyId()), 1);

        long replaced = shelf.replaceEach((locator, there) -> locator.equals(A)
                ? Optional.of(new SealedKey(there.kind(), there.keyId(), own(9).sealed()))
                : Optional.empty());
        shelf.dropReplaced();

        assertThat(replaced).isEqualTo(1);
        reopen();
        Map<String, SealedKey> all = new HashMap<>();
        shelf.each(all::put);
        assertThat(all).as("what is gone is no key").containsOnlyKeys(A, B);
        assertThat(all.get(A).keyId()).isEqualTo(own(1).keyId());
        assertThat(all.get(A).sealed()).isEqualTo(own(9).sealed());
        same(all.get(B), own(2));
        assertThat(shelf.find(Set.of(C)).get(C).kind()).isEqualTo(SealedKey.Kind.GONE);
        assertThat(shelf.certificates()).isEqualTo(1);
    }
}
