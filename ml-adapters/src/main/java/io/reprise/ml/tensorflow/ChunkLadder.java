package io.reprise.ml.tensorflow;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Sizes of chunks in which one artifact gives the same bits as in chunks of {@link #CANONICAL} rows, on this machine.
 *
 * <p>TensorFlow multiplies matrices in blocks of 24 and 16 rows and treats what is left over in another order of adding,
 * so most sizes differ from one another in the last bits, and in some only the last rows of a chunk do. Sizes that leave
 * nothing over are candidates. Which of them agree still depends on the network, the processor and the library, so nothing
 * is assumed: when an artifact is warmed up, each is run beside the canonical size on the same rows, many chunks of it,
 * and only sizes whose answers are equal to the bit are used afterwards. Replay runs the canonical size alone, so that a
 * size admitted wrongly would show as a difference.
 */
final class ChunkLadder {

    /** Rows in a chunk of the size that recorded answers are replayed with; never changed. */
    static final int CANONICAL = 64;

    private static final List<Integer> CANDIDATES =
            List.of(16, 24, 40, 48, 96, 192, 256, 384, 768, 1_024, 2_048, 4_096);
    /** Canonical chunks that every size is compared on: as many as take this long, within these bounds. */
    private static final long TRIAL_NANOS = 200_000_000;

    private static final int CHUNKS_MIN = 8;
    private static final int CHUNKS_MAX = 512;

    private static final long SEED = 64;
    /** How far rows are moved to see whether it matters where they stand: not a multiple of any vector. */
    private static final int SHIFT = 17;

    /** @param nanos what a chunk of that many rows takes */
    record Rung(int rows, long nanos) {}

    private final List<Rung> rungs;
    private final boolean mixes;
    /** For each number of rows left, the rung that is taken next. */
    private final int[] next;

    private ChunkLadder(List<Rung> rungs, boolean mixes) {
        this.rungs = List.copyOf(rungs);
        this.mixes = mixes;
        this.next = cheapest(rungs);
    }

    /** The canonical size alone: right for every model. */
    static ChunkLadder canonical() {
        return new ChunkLadder(List.of(new Rung(CANONICAL, 1)), false);
    }

    /**
     * Tries the sizes.
     *
     * @param model answers a chunk
     * @param columns features of a row
     * @param probe rows that the model takes, where its trainer left some; otherwise random ones are tried
     */
    static ChunkLadder tried(UnaryOperator<Tensor> model, int columns, Optional<Tensor> probe) {
        for (Tensor rows : probes(columns, probe)) {
            try {
                return tried(model, rows);
            } catch (ModelUnavailable e) {
                // Rows it does not take say nothing about its kernels: others may.
                continue;
            }
        }
        return canonical();
    }

    private static ChunkLadder tried(UnaryOperator<Tensor> model, Tensor rows) {
        run(model, rows, CANONICAL, CANONICAL);
        long canonicalNanos = nanos(() -> run(model, rows, CANONICAL, CANONICAL));
        int many = CANONICAL * Math.clamp(TRIAL_NANOS / canonicalNanos, CHUNKS_MIN, CHUNKS_MAX);
        Tensor reference = run(model, rows, many, CANONICAL);
        List<Rung> rungs = new ArrayList<>(List.of(new Rung(CANONICAL, canonicalNanos)));
        if (!run(model, moved(rows, many), many, CANONICAL).equals(moved(reference, many))) {
            return new ChunkLadder(rungs, false);
        }
        for (int size : CANDIDATES) {
            // Fewer than four chunks of a size would say too little of it.
            if (4 * size <= many && agrees(model, rows, many, size, reference)) {
                rungs.add(new Rung(size, nanos(() -> run(model, rows, size, size))));
            }
        }
        rungs.sort((one, other) -> Integer.compare(one.rows(), other.rows()));
        return new ChunkLadder(rungs, true);
    }

    private static boolean agrees(UnaryOperator<Tensor> model, Tensor rows, int many, int size, Tensor reference) {
        try {
            return run(model, rows, many, size).equals(reference);
        } catch (ModelUnavailable e) {
            return false;
        }
    }

    private static long nanos(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }

    private static List<Tensor> probes(int columns, Optional<Tensor> probe) {
        int rows = CANONICAL * CHUNKS_MAX;
        Random random = new Random(SEED);
        float[] normal = new float[rows * columns];
        float[] whole = new float[rows * columns];
        for (int i = 0; i < normal.length; i++) {
            normal[i] = (float) random.nextGaussian();
            // Small whole numbers are right for columns that choose a row of a table.
            whole[i] = random.nextInt(3);
        }
        List<Tensor> all = new ArrayList<>();
        probe.filter(given -> given.columns() == columns && given.rows() > 0).ifPresent(given -> {
            float[] repeated = new float[rows * columns];
            for (int i = 0; i < repeated.length; i++) {
                repeated[i] = given.values()[i % given.values().length];
            }
            all.add(new Tensor(rows, columns, repeated));
        });
        all.add(new Tensor(rows, columns, normal));
        all.add(new Tensor(rows, columns, whole));
        return all;
    }

    private static Tensor moved(Tensor rows, int many) {
        float[] values = new float[many * rows.columns()];
        for (int row = 0; row < many; row++) {
            System.arraycopy(
                    rows.values(), row * rows.columns(), values, (row + SHIFT) % many * rows.columns(), rows.columns());
        }
        return new Tensor(many, rows.columns(), values);
    }

    /** The first rows of an input in chunks of one size, the last padded with zeros. */
    static Tensor run(UnaryOperator<Tensor> model, Tensor input, int many, int size) {
        Joined answer = new Joined(many);
        for (int from = 0; from < many; from += size) {
            answer.add(model, input, from, Math.min(size, many - from), size);
        }
        return answer.tensor();
    }

    /** All rows of an input, in the sizes that are fastest. */
    Tensor run(UnaryOperator<Tensor> model, Tensor input) {
        Joined answer = new Joined(input.rows());
        int from = 0;
        while (from < input.rows()) {
            int size = next[Math.min(input.rows() - from, next.length - 1)];
            int rows = Math.min(size, input.rows() - from);
            answer.add(model, input, from, rows, size);
            from += rows;
        }
        return answer.tensor();
    }

    /** Puts the answers of chunks together. */
    private static final class Joined {

        private final int rows;
        private float[] values = new float[0];
        private int columns;

        Joined(int rows) {
            this.rows = rows;
        }

        void add(UnaryOperator<Tensor> model, Tensor input, int from, int count, int size) {
            Tensor answer = model.apply(chunk(input, from, count, size));
            if (answer.rows() != size) {
                throw new ModelUnavailable("the model answered " + answer.rows() + " rows to " + size);
            }
            if (from == 0) {
                columns = answer.columns();
                values = count == rows && count == size ? answer.values() : new float[rows * columns];
            }
            if (values != answer.values()) {
                System.arraycopy(answer.values(), 0, values, from * columns, count * columns);
            }
        }

        private static Tensor chunk(Tensor input, int from, int count, int size) {
            if (from == 0 && count == size && input.rows() == size) {
                return input;
            }
            float[] padded = new float[size * input.columns()];
            System.arraycopy(input.values(), from * input.columns(), padded, 0, count * input.columns());
            return new Tensor(size, input.columns(), padded);
        }

        Tensor tensor() {
            return new Tensor(rows, columns, values);
        }
    }

    /** The first rung of the cheapest way to run each number of rows, by what the rungs took when they were tried. */
    private static int[] cheapest(List<Rung> rungs) {
        int largest = rungs.getLast().rows();
        long[] cost = new long[largest + 1];
        int[] first = new int[largest + 1];
        for (int rows = 1; rows <= largest; rows++) {
            cost[rows] = Long.MAX_VALUE;
            for (Rung rung : rungs) {
                long whole = rung.nanos() + cost[Math.max(0, rows - rung.rows())];
                if (whole < cost[rows]) {
                    cost[rows] = whole;
                    first[rows] = rung.rows();
                }
            }
        }
        return first;
    }

    /** Whether a row's bits do not depend on where it stands in a chunk, and so not on what it travels with. */
    boolean mixes() {
        return mixes;
    }

    List<Rung> rungs() {
        return rungs;
    }
}
