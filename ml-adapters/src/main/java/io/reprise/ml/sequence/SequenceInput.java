package io.reprise.ml.sequence;

import io.reprise.ml.graph.Batch;
import java.util.List;

/**
 * Histories as one block of numbers: as wide as the longest that the model sees of them, 0 in front of shorter ones, and for
 * a masked model a hidden action at the end.
 *
 * @param rows how many histories
 * @param items row-major [rows, width]
 * @param channels likewise, one array for each channel
 */
record SequenceInput(SequenceModel model, int rows, int width, int[] items, int[][] channels) {

    static SequenceInput of(SequenceModel model, List<History> histories) {
        int longest = histories.stream().mapToInt(History::length).max().orElse(0);
        int after = model.shape().isCausal() ? 0 : 1;
        return of(model, histories, Math.max(1, Math.min(model.size().length(), longest + after)));
    }

    static SequenceInput of(SequenceModel model, List<History> histories, int width) {
        int after = model.shape().isCausal() ? 0 : 1;
        int[] items = new int[histories.size() * width];
        int[][] channels = new int[model.shape().channels().size()][items.length];
        for (int row = 0; row < histories.size(); row++) {
            History seen = histories.get(row).latest(width - after);
            int end = (row + 1) * width - after;
            System.arraycopy(seen.items(), 0, items, end - seen.length(), seen.length());
            for (int c = 0; c < channels.length; c++) {
                System.arraycopy(seen.channels()[c], 0, channels[c], end - seen.length(), seen.length());
            }
            if (after > 0) {
                items[end] = model.shape().mask();
            }
        }
        return new SequenceInput(model, histories.size(), width, items, channels);
    }

    Batch batch() {
        Batch batch = new Batch().with(SequenceModel.ITEMS, items, rows, width);
        for (int c = 0; c < channels.length; c++) {
            batch.with(SequenceModel.slot(model.shape().channels().get(c)), channels[c], rows, width);
        }
        return batch;
    }
}
