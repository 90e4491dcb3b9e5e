package io.reprise.ml.recommend;

import java.util.Collections;
import java.util.List;

/** What most shoppers took, for everybody the same. */
public final class Popularity implements Recommender {

    private final float[] counts;

    public Popularity(int items, List<int[]> train) {
        counts = new float[items];
        train.forEach(sequence -> {
            for (int item : sequence) {
                counts[item - 1]++;
            }
        });
    }

    @Override
    public String name() {
        return "popularity";
    }

    @Override
    public List<float[]> scores(List<int[]> histories) {
        return Collections.nCopies(histories.size(), counts);
    }
}
