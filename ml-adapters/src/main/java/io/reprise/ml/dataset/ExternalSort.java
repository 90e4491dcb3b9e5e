package io.reprise.ml.dataset;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.ToIntFunction;

/**
 * Sorts more than memory holds: sorted runs on disk, then merged (external merge sort; Knuth, The Art of Computer
 * Programming, vol. 3, §5.4). Values that compare equal come out in the order they went in.
 *
 * @param <T> what is sorted
 */
public final class ExternalSort<T> implements Closeable {

    /** How a value is written to a run. */
    public interface Form<T> {
        void write(T value, DataOutputStream out) throws IOException;

        T read(DataInputStream in) throws IOException;
    }

    /** More files than this are not read at once. */
    private static final int RUNS_MERGED_MAX = 64;

    private static final int BUFFER_BYTES = 1 << 15;

    private final Path folder;
    private final Comparator<T> order;
    private final Form<T> form;
    private final ToIntFunction<T> weight;
    private final long bytesMax;
    private final List<T> inMemory = new ArrayList<>();
    private final List<Path> runs = new ArrayList<>();
    private final List<Run> open = new ArrayList<>();
    private long bytes;

    /**
     * @param weight bytes of memory one value takes, about
     * @param bytesMax so much is held before it goes to disk
     */
    public ExternalSort(Path parent, Comparator<T> order, Form<T> form, ToIntFunction<T> weight, long bytesMax)
            throws IOException {
        this.folder = Files.createTempDirectory(parent, "sort");
        this.order = order;
        this.form = form;
        this.weight = weight;
        this.bytesMax = bytesMax;
    }

    /** A quarter of the heap, and not more than 256 MiB: beyond that, larger runs do not make the sort faster. */
    public static long memory() {
        return Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4);
    }

    public void add(T value) throws IOException {
        inMemory.add(value);
        bytes += weight.applyAsInt(value);
        if (bytes >= bytesMax) {
            spill();
        }
    }

    private void spill() throws IOException {
        inMemory.sort(order);
        runs.add(write(inMemory.iterator()));
        inMemory.clear();
        bytes = 0;
    }

    private Path write(Iterator<T> sorted) throws IOException {
        Path run = Files.createTempFile(folder, "run", "");
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run), BUFFER_BYTES))) {
            while (sorted.hasNext()) {
                out.writeBoolean(true);
                form.write(sorted.next(), out);
            }
            out.writeBoolean(false);
        }
        return run;
    }

    /** Everything that was added, sorted; to be called once. Errors of the disk are {@link UncheckedIOException}. */
    public Iterator<T> sorted() throws IOException {
        if (runs.isEmpty()) {
            inMemory.sort(order);
            return inMemory.iterator();
        }
        spill();
        while (runs.size() > RUNS_MERGED_MAX) {
            List<Path> longer = new ArrayList<>();
            for (int i = 0; i < runs.size(); i += RUNS_MERGED_MAX) {
                List<Path> some = runs.subList(i, Math.min(runs.size(), i + RUNS_MERGED_MAX));
                longer.add(write(merge(some)));
                closeRuns();
                for (Path run : some) {
                    Files.delete(run);
                }
            }
            runs.clear();
            runs.addAll(longer);
        }
        return merge(runs);
    }

    private Iterator<T> merge(List<Path> some) throws IOException {
        PriorityQueue<Run> queue = new PriorityQueue<>((a, b) -> {
            int byValue = order.compare(a.head.orElseThrow(), b.head.orElseThrow());
            return byValue != 0 ? byValue : Integer.compare(a.index, b.index);
        });
        for (Path path : some) {
            Run run = new Run(path, open.size());
            open.add(run);
            run.advance();
            if (run.head.isPresent()) {
                queue.add(run);
            }
        }
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !queue.isEmpty();
            }

            @Override
            public T next() {
                Run first = queue.poll();
                if (first == null) {
                    throw new NoSuchElementException();
                }
                T value = first.head.orElseThrow();
                try {
                    first.advance();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                if (first.head.isPresent()) {
                    queue.add(first);
                }
                return value;
            }
        };
    }

    private void closeRuns() throws IOException {
        for (Run run : open) {
            run.in.close();
        }
        open.clear();
    }

    @Override
    public void close() throws IOException {
        closeRuns();
        inMemory.clear();
        Folders.delete(folder);
    }

    private final class Run {
        private final DataInputStream in;
        private final int index;
        private Optional<T> head = Optional.empty();

        Run(Path path, int index) throws IOException {
            this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES));
            this.index = index;
        }

        void advance() throws IOException {
            head = in.readBoolean() ? Optional.of(form.read(in)) : Optional.empty();
        }
    }
}
