package io.reprise.ml.recommend;

import io.reprise.ml.sequence.History;
import io.reprise.ml.sequence.TrainedSequences;
import java.util.List;

/** The behaviour transformer as a recommender: what it expects to come next. */
public final class Transformer implements Recommender {

    private final TrainedSequences trained;

    /** @param trained of a shape without channels */
    public Transformer(TrainedSequences trained) {
        if (!trained.model().shape().channels().isEmpty()) {
            throw new IllegalArgumentException("histories of items alone cannot be given to a model with channels "
                    + trained.model().shape().channels());
        }
        this.trained = trained;
    }

    @Override
    public String name() {
        return "transformer";
    }

    @Override
    public List<float[]> scores(List<int[]> histories) {
        return trained.next(histories.stream().map(items -> new History(items)).toList());
    }
}
