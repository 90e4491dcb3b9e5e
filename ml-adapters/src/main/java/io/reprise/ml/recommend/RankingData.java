package io.reprise.ml.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sequences of items, split for the question which item comes next.
 *
 * @param items how many there are; they are numbered from 1
 * @param train sequences to learn from, oldest first
 * @param isSeenExcluded whether an item of the history cannot be the answer, and is left out of the ranking
 */
public record RankingData(
        String name, int items, List<int[]> train, List<Case> validation, List<Case> test, boolean isSeenExcluded) {

    /**
     * @param target the item that came after the history
     * @param group cases of one shopper or session, which are drawn together where an interval is found by drawing again
     */
    public record Case(int[] history, int target, int group) {
        public Case {
            if (history.length == 0) {
                throw new IllegalArgumentException("a case needs a history of at least one item");
            }
        }
    }

    /**
     * The last item of each sequence is to be guessed, the one before it is for validation, the rest is learned from; shorter
     * sequences than three are only learned from.
     */
    public static RankingData leaveOneOut(String name, List<int[]> sequences, boolean isSeenExcluded) {
        List<int[]> train = new ArrayList<>();
        List<Case> validation = new ArrayList<>();
        List<Case> test = new ArrayList<>();
        for (int[] all : sequences) {
            int n = all.length;
            if (n < 3) {
                train.add(all);
                continue;
            }
            int[] learned = Arrays.copyOf(all, n - 2);
            train.add(learned);
            validation.add(new Case(learned, all[n - 2], test.size()));
            test.add(new Case(Arrays.copyOf(all, n - 1), all[n - 1], test.size()));
        }
        return new RankingData(name, largest(sequences), List.copyOf(train), validation, test, isSeenExcluded);
    }

    /** Every click of a session after its first is to be guessed from those before it. */
    public static List<Case> clicks(List<int[]> sessions) {
        List<Case> cases = new ArrayList<>();
        for (int group = 0; group < sessions.size(); group++) {
            int[] session = sessions.get(group);
            for (int n = 1; n < session.length; n++) {
                cases.add(new Case(Arrays.copyOf(session, n), session[n], group));
            }
        }
        return cases;
    }

    static int largest(List<int[]> sequences) {
        return sequences.stream().flatMapToInt(Arrays::stream).max().orElse(0);
    }
}
