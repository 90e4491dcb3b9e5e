package io.reprise.ml.serving;

import io.reprise.domain.model.decision.Tensor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Answers by a function in Java, and notices what it is asked and whether it is asked after it was closed. */
final class PlainModel implements RowModel {

    final List<Integer> batches = new CopyOnWriteArrayList<>();
    final AtomicBoolean isClosed = new AtomicBoolean();
    final AtomicInteger running = new AtomicInteger();
    private final UnaryOperator<Tensor> function;

    PlainModel(UnaryOperator<Tensor> function) {
        this.function = function;
    }

    /** Every value times a factor. */
    static PlainModel times(float factor) {
        return new PlainModel(rows -> {
            float[] values = rows.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] *= factor;
            }
            return new Tensor(rows.rows(), rows.columns(), values);
        });
    }

    @Override
    public RowAnswer run(Tensor rows) {
        running.incrementAndGet();
        try {
            if (isClosed.get()) {
                throw new IllegalStateException("asked after it was closed");
            }
            batches.add(rows.rows());
            return new RowAnswer(function.apply(rows), "cpu", "Java");
        } finally {
            running.decrementAndGet();
        }
    }

    @Override
    public String device() {
        return "cpu";
    }

    @Override
    public String engine() {
        return "Java";
    }

    @Override
    public void close() {
        if (running.get() > 0) {
            throw new IllegalStateException("closed while it ran");
        }
        isClosed.set(true);
    }
}
