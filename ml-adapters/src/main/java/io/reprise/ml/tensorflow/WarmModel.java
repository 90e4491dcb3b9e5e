package io.reprise.ml.tensorflow;

import io.reprise.domain.model.decision.Tensor;
import io.reprise.ml.serving.RowAnswer;
import io.reprise.ml.serving.RowModel;
import java.util.Optional;

/** A SavedModel that has run in every size it will be run in. */
final class WarmModel implements RowModel {

    private final TensorFlowModel model;
    private final ChunkLadder ladder;

    /** @param probe rows the model takes, where its trainer left some beside it */
    WarmModel(TensorFlowModel model, Optional<Tensor> probe) {
        this.model = model;
        this.ladder = ChunkLadder.tried(model::chunk, model.columns(), probe);
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
        model.close();
    }
}
