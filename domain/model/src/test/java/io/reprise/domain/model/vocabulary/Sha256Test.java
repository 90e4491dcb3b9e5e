package io.reprise.domain.model.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class Sha256Test {

    @Test
    void it_is_the_digest_of_FIPS_180_4() {
        // NIST, FIPS 180-4, example of a message of one block.
        assertThat(Sha256.hex("abc".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void parts_do_not_run_into_each_other() {
        assertThat(Sha256.hexOf("ab", "c"))
                .isNotEqualTo(Sha256.hexOf("a", "bc"))
                .isNotEqualTo(Sha256.hexOf("abc"));
        assertThat(Sha256.hexOf("3:abc")).isNotEqualTo(Sha256.hexOf("abc"));
        assertThat(Sha256.hexOf("abc", "été"))
                .as("each after the number of its bytes")
                .isEqualTo(Sha256.hex("3:abc5:été".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_draw_is_the_first_six_bytes_of_the_digest() {
        for (int shopper = 0; shopper < 20; shopper++) {
            String digest = Sha256.hexOf("tea", "shopper-" + shopper);
            assertThat(Sha256.drawOf("tea", "shopper-" + shopper))
                    .isEqualTo(Long.parseLong(digest.substring(0, 12), 16));
        }
    }

    @Test
    void draws_one_after_another_are_those_that_are_drawn_alone() {
        Sha256.Draws draws = new Sha256.Draws("arm", "été");
        for (String last : List.of("", "a", "123456789", "1234567890", "x".repeat(99), "x".repeat(100), "zoë", "b")) {
            assertThat(draws.of(last)).as(last).isEqualTo(Sha256.drawOf("arm", "été", last));
        }
    }

    @Test
    void a_digest_that_was_begun_does_not_change_the_next() {
        Sha256.digest().update((byte) 1);
        assertThat(Sha256.digest().digest()).isEqualTo(Sha256.digest().digest(new byte[0]));
    }
}
