package io.reprise.domain.model.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HeapDigestsTest {

    @Test
    void all_come_out_in_the_order_of_their_bits() {
        SplittableRandom random = new SplittableRandom(7);
        HeapDigests digests = new HeapDigests();
        for (int n = 0; n < 5_000; n++) {
            // Some share their first word, and some all bits that tell their place.
            digests.add(random.nextInt(3) == 0 ? -1L : random.nextLong() | 1, random.nextLong());
        }
        long[] sorted = digests.sorted();
        assertThat(sorted).hasSize(2 * digests.size());
        for (int i = 2; i < sorted.length; i += 2) {
            assertThat(HeapDigests.compare(sorted[i - 2], sorted[i - 1], sorted[i], sorted[i + 1]))
                    .isNegative();
        }
    }

    @Test
    void digests_that_differ_in_their_second_word_alone_are_two() {
        HeapDigests digests = new HeapDigests();
        assertThat(digests.add(3, 1)).isTrue();
        assertThat(digests.contains(3, 2)).isFalse();
        assertThat(digests.add(3, 2)).isTrue();
        assertThat(digests.add(3, 1)).isFalse();
        assertThat(digests.size()).isEqualTo(2);
    }
}
