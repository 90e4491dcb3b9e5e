package io.reprise.ml.graph;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** What one step is fed: an array for each {@link Slot} it needs. */
public final class Batch {

    private record Entry(String slot, long[] shape, float[] fractions, int[] whole) {
        TType tensor() {
            return fractions == null
                    ? TInt32.tensorOf(Shape.of(shape), DataBuffers.of(whole))
                    : TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(fractions));
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    /** @param values row-major @return this */
    public Batch with(String slot, float[] values, long... shape) {
        entries.add(new Entry(slot, shape, values, null));
        return this;
    }

    /** @param values row-major @return this */
    public Batch with(String slot, int[] values, long... shape) {
        entries.add(new Entry(slot, shape, null, values));
        return this;
    }

    interface Reader {
        void read(String slot, TType tensor);
    }

    /** The tensors are the reader's to close. */
    void forEach(Reader reader) {
        entries.forEach(entry -> reader.read(entry.slot(), entry.tensor()));
    }
}
