package io.reprise.ml.sequence;

import io.reprise.ml.graph.Batch;
import io.reprise.ml.graph.Training;
import io.reprise.ml.graph.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Answers of a trained transformer in this process. Histories of about the same length are best asked about together. */
public final class TrainedSequences implements AutoCloseable {

    private static final int ROWS = 256;

    private final SequenceModel model;
    private final Training training;
    private final boolean isOwner;

    public TrainedSequences(SequenceModel model, List<Weight> weights) {
        this.model = model;
        training = new Training(model, Training.Options.seeded(0));
        training.putWeights(weights);
        isOwner = true;
    }

    /** Over a training that goes on, and that this does not close. */
    public TrainedSequences(SequenceModel model, Training training) {
        this.model = model;
        this.training = training;
        isOwner = false;
    }

    public SequenceModel model() {
        return model;
    }

    /** For each history the scores of items 1 to the last, in that order; higher is likelier to come next. */
    public List<float[]> next(List<History> histories) {
        int items = model.shape().items();
        int[] all = IntStream.rangeClosed(1, items).toArray();
        return answer(SequenceModel.NEXT, histories, items, all);
    }

    /** Logit that the shopper buys, before it is calibrated. */
    public double[] bought(List<History> histories) {
        return answer(SequenceModel.BOUGHT, histories, 1, null).stream()
                .mapToDouble(row -> row[0])
                .toArray();
    }

    /** For each history the shares of the hours, which add up to 1. */
    public List<float[]> hours(List<History> histories) {
        return answer(SequenceModel.HOUR, histories, model.shape().hours(), null);
    }

    private List<float[]> answer(String name, List<History> histories, int columns, int[] classes) {
        List<float[]> rows = new ArrayList<>();
        for (int from = 0; from < histories.size(); from += ROWS) {
            List<History> some = histories.subList(from, Math.min(histories.size(), from + ROWS));
            some.forEach(model.shape()::check);
            Batch batch = SequenceInput.of(model, some).batch();
            if (classes != null) {
                batch.with(SequenceModel.CLASSES, classes, classes.length);
            }
            float[] all = training.answer(name, batch);
            for (int row = 0; row < some.size(); row++) {
                rows.add(Arrays.copyOfRange(all, row * columns, (row + 1) * columns));
            }
        }
        return rows;
    }

    /** What the model answers to a batch; see {@link SequenceModel#answers}. */
    float[] answer(String name, Batch batch) {
        return training.answer(name, batch);
    }

    @Override
    public void close() {
        if (isOwner) {
            training.close();
        }
    }
}
