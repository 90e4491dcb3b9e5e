package io.reprise.ml.tensorflow;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.ml.serving.RowAnswer;
import io.reprise.ml.serving.RowModel;
import java.util.Optional;

/**
 * A SavedModel that is ready for requests. It begins with chunks of the canonical size, one request at a time; when it has
 * settled it runs in every size that was shown to keep the bits, and the bits are the same before and after.
 */
final class WarmModel implements RowModel {

    private final TensorFlowModel model;
    private final int columns;
    private final Optional<Tensor> probe;
    private final Object trial = new Object();
    private volatile ChunkLadder ladder = ChunkLadder.canonical();
    private volatile boolean isSettled;
    private boolean isClosed;

    /** @param probe rows the model takes, where its trainer left some beside it */
    WarmModel(TensorFlowModel model, Optional<Tensor> probe) {
        this.model = model;
        this.columns = model.columns();
        this.probe = probe;
        warmUp();
    }

    /** The first call of a session sets it up and takes many times as long as the next. */
    private void warmUp() {
        float[] zeros = new float[ChunkLadder.CANONICAL * columns];
        try {
            model.chunk(new Tensor(ChunkLadder.CANONICAL, columns, zeros));
        } catch (ModelUnavailable e) {
            // Rows of zeros are nothing it must take; it is set up all the same.
            return;
        }
    }

    @Override
    public void settle() {
        ladder = ChunkLadder.tried(this::tryOut, columns, probe);
        isSettled = true;
        // What loading and trying took is many times what answering needs.
        NativeHeap.giveBack();
    }

    private Tensor tryOut(Tensor chunk) {
        // What is closed meanwhile must not be called: it would end the process.
        synchronized (trial) {
            if (isClosed) {
                throw new ModelUnavailable("it was closed while it was tried");
            }
            return model.chunk(chunk);
        }
    }

    @Override
    public boolean isSettled() {
        return isSettled;
    }

    @Override
    public RowAnswer run(Tensor rows) {
        return new RowAnswer(ladder.run(model::chunk, rows), device(), engine());
    }

    @Override
    public boolean mixes() {
        return ladder.mixes();
    }

    @Override
    public String device() {
        return model.device();
    }

    @Override
    public String engine() {
        return TensorFlowRuntime.engine();
    }

    @Override
    public void close() {
        synchronized (trial) {
            isClosed = true;
            model.close();
        }
    }
}
