package io.reprise.ml.recommend;

import java.util.List;

/** Says how well each item fits a shopper who did what is told of them. Items are numbered from 1. */
public interface Recommender {

    /** What it is called in tables. */
    String name();

    /**
     * @param histories items of each shopper, oldest first, none empty
     * @return for each shopper the scores of items 1 to the last, in that order; higher fits better
     */
    List<float[]> scores(List<int[]> histories);
}
