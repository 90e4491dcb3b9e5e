package io.reprise.ml.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalSortTest {

    private record Pair(int key, int number) {}

    private static final ExternalSort.Form<Pair> FORM = new ExternalSort.Form<>() {
        @Override
        public void write(Pair pair, DataOutputStream out) throws IOException {
            out.writeInt(pair.key);
            out.writeInt(pair.number);
        }

        @Override
        public Pair read(DataInputStream in) throws IOException {
            return new Pair(in.readInt(), in.readInt());
        }
    };

    /** 20,000 values in runs of 100 are 200 files, so runs are merged twice. */
    @Test
    void sortsMoreThanItHoldsInMemoryAndKeepsEqualValuesInOrderAndLeavesNoFiles(@TempDir Path folder)
            throws IOException {
        Random random = new Random(5);
        List<Pair> pairs = new ArrayList<>();
        List<Pair> sorted = new ArrayList<>();
        try (ExternalSort<Pair> sort =
                new ExternalSort<>(folder, Comparator.comparingInt(Pair::key), FORM, p -> 8, 800)) {
            for (int i = 0; i < 20_000; i++) {
                Pair pair = new Pair(random.nextInt(500), i);
                pairs.add(pair);
                sort.add(pair);
            }
            for (Iterator<Pair> all = sort.sorted(); all.hasNext(); ) {
                sorted.add(all.next());
            }
        }
        pairs.sort(Comparator.comparingInt(Pair::key));
        assertThat(sorted).isEqualTo(pairs);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
