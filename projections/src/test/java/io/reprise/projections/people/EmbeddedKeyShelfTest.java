package io.reprise.projections.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKeyShelfTest extends KeyShelfContractTest {

    @TempDir
    Path folder;

    @Override
    KeyShelf open() {
        return new EmbeddedKeyShelf(folder);
    }

    private boolean isInAnyFile(String text) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void the_bytes_of_a_destroyed_key_are_in_no_file() throws IOException {
        Map<String, SealedKey> many = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            many.put(at("locator-" + i), own(i));
        }
        shelf.keep(many);
        shelf.keep(Map.of(at("another"), own(4_711)));
        assertThat(isInAnyFile("sealed bytes of 4711"))
                .as("they are there before")
                .isTrue();

        shelf.destroy(Set.of(own(4_711).keyId(), own(500).keyId()), 2);

        assertThat(isInAnyFile("sealed bytes of 4711")).isFalse();
        assertThat(isInAnyFile(own(4_711).keyId())).isFalse();
        assertThat(isInAnyFile(at("another"))).isFalse();
        assertThat(isInAnyFile("sealed bytes of 500")).isFalse();
        assertThat(isInAnyFile("sealed bytes of 501")).isTrue();
    }

    @Test
    void a_second_process_is_turned_away() {
        assertThatThrownBy(this::open).hasMessageContaining("locked");
    }

    @Test
    void what_was_replaced_is_in_no_file_once_it_is_dropped() throws IOException {
        shelf.keep(Map.of(A, own(4_711), B, own(4_712)));
        shelf.replaceEach((locator, there) -> Optional.of(new SealedKey(there.kind(), there.keyId(), own(1).sealed())));
        assertThat(isInAnyFile("sealed bytes of 4711"))
                .as("a store only appends")
                .isTrue();

        shelf.dropReplaced();

        assertThat(isInAnyFile("sealed bytes of 4711")).isFalse();
        assertThat(shelf.find(Set.of(A)).get(A).sealed()).isEqualTo(own(1).sealed());
    }

    @Test
    void it_is_opened_only_where_nobody_has_it() {
        assertThat(EmbeddedKeyShelf.openIfFree(folder)).isEmpty();
        shelf.close();
        try (KeyShelf free = EmbeddedKeyShelf.openIfFree(folder).orElseThrow()) {
            assertThat(free.certificates()).isZero();
        }
    }
}
