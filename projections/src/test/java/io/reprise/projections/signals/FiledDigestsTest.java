package io.reprise.projections.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiledDigestsTest {

    private static final int FRESH_MAX = 16;

    @TempDir
    private Path folder;

    private record Digest(long first, long second) {

        static Digest of(int n) {
            SplittableRandom random = new SplittableRandom(n);
            return new Digest(random.nextLong() | 1, random.nextLong());
        }
    }

    private static boolean add(FiledDigests digests, Digest digest) {
        return digests.add(digest.first(), digest.second());
    }

    private static boolean contains(FiledDigests digests, Digest digest) {
        return digests.contains(digest.first(), digest.second());
    }

    @Test
    void each_is_new_once_whatever_files_it_is_in() {
        FiledDigests digests = new FiledDigests(folder, FRESH_MAX, Runnable::run);
        Set<Digest> before = new HashSet<>();
        SplittableRandom random = new SplittableRandom(7);
        for (int n = 0; n < 20_000; n++) {
            Digest digest = Digest.of(random.nextInt(12_000));
            assertThat(contains(digests, digest)).isEqualTo(before.contains(digest));
            assertThat(add(digests, digest)).isEqualTo(before.add(digest));
        }
        assertThat(before).allMatch(digest -> contains(digests, digest));
    }

    private static void addAll(FiledDigests digests, int from, int to) {
        for (int n = from; n < to; n++) {
            assertThat(add(digests, Digest.of(n))).isTrue();
        }
    }

    private static void assertAllThere(FiledDigests digests, int count) {
        for (int n = 0; n < count; n++) {
            assertThat(add(digests, Digest.of(n))).isFalse();
        }
    }

    @Test
    void files_of_one_size_become_one_of_the_next() {
        FiledDigests digests = new FiledDigests(folder, FRESH_MAX, Runnable::run);
        addAll(digests, 0, 8 * FRESH_MAX);
        assertThat(digests.files()).isEqualTo(8);
        addAll(digests, 8 * FRESH_MAX, 9 * FRESH_MAX);
        assertThat(digests.files()).as("one of eight, and the next").isEqualTo(2);
        addAll(digests, 9 * FRESH_MAX, 64 * FRESH_MAX);
        assertThat(digests.files()).isEqualTo(7 + 8);
        addAll(digests, 64 * FRESH_MAX, 67 * FRESH_MAX);
        assertThat(digests.files()).as("one of sixty-four, and those after").isEqualTo(1 + 3);
        assertAllThere(digests, 67 * FRESH_MAX);
    }

    @Test
    void while_files_are_merged_all_are_found_and_more_are_added() {
        List<Runnable> merges = new ArrayList<>();
        FiledDigests digests = new FiledDigests(folder, FRESH_MAX, merges::add);
        addAll(digests, 0, 20 * FRESH_MAX);
        assertThat(digests.files()).isEqualTo(20);
        assertThat(merges).hasSize(1);
        assertAllThere(digests, 20 * FRESH_MAX);
        merges.removeFirst().run();
        addAll(digests, 20 * FRESH_MAX, 21 * FRESH_MAX);
        assertThat(digests.files()).isEqualTo(1 + 13);
        assertThat(merges).as("the next eight").hasSize(1);
        assertAllThere(digests, 21 * FRESH_MAX);
    }

    @Test
    void files_that_cannot_be_merged_stay_as_they_are_and_are_tried_again() throws IOException {
        List<Runnable> merges = new ArrayList<>();
        FiledDigests digests = new FiledDigests(folder.resolve("ids"), FRESH_MAX, merges::add);
        addAll(digests, 0, 8 * FRESH_MAX);
        Files.delete(folder.resolve("ids"));
        Files.writeString(folder.resolve("ids"), "a file where a folder should be");
        merges.removeFirst().run();
        Files.delete(folder.resolve("ids"));
        addAll(digests, 8 * FRESH_MAX, 9 * FRESH_MAX);
        assertThat(digests.files()).isEqualTo(9);
        merges.removeFirst().run();
        addAll(digests, 9 * FRESH_MAX, 10 * FRESH_MAX);
        assertThat(digests.files()).isEqualTo(1 + 2);
        assertAllThere(digests, 10 * FRESH_MAX);
    }

    @Test
    void digests_whose_first_words_are_the_same_are_told_apart_in_files_too() {
        FiledDigests digests = new FiledDigests(folder, FRESH_MAX, Runnable::run);
        for (int n = 0; n < 100; n++) {
            assertThat(digests.add(-1, n)).isTrue();
        }
        for (int n = 0; n < 100; n++) {
            assertThat(digests.contains(-1, n)).isTrue();
        }
        assertThat(digests.contains(-1, 100)).isFalse();
        assertThat(digests.contains(1, 5)).isFalse();
    }

    @Test
    void no_file_stays_behind() throws IOException {
        FiledDigests digests = new FiledDigests(folder, FRESH_MAX, Runnable::run);
        for (int n = 0; n < 20 * FRESH_MAX; n++) {
            add(digests, Digest.of(n));
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void where_nothing_can_be_written_all_stay_in_memory_until_it_can() throws IOException {
        Path place = folder.resolve("ids");
        Files.writeString(place, "a file where a folder should be");
        FiledDigests digests = new FiledDigests(place, FRESH_MAX, Runnable::run);
        for (int n = 0; n < 3 * FRESH_MAX; n++) {
            assertThat(add(digests, Digest.of(n))).isTrue();
        }
        assertThat(digests.files()).isZero();
        Files.delete(place);
        for (int n = 3 * FRESH_MAX; n < 4 * FRESH_MAX; n++) {
            assertThat(add(digests, Digest.of(n))).isTrue();
        }
        assertThat(digests.files()).isEqualTo(1);
        for (int n = 0; n < 4 * FRESH_MAX; n++) {
            assertThat(add(digests, Digest.of(n))).isFalse();
        }
    }
}
