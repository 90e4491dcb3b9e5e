package io.reprise.ml.recommend;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sequence- and time-aware neighbourhood (STAN, Garg et al., SIGIR 2019; rarity as in VSTAN, Ludewig et al. 2020): sessions are
 * near that share items with the asking one, its late items above all, and that are recent; they lend their items, those above
 * all that stand near to the item both have latest.
 */
public final class SequenceNeighbours implements Recommender {

    /**
     * How fast things count less, each as a factor e for so many; infinite where all count alike.
     *
     * @param nearest so many sessions lend their items
     * @param history places back in the asking session
     * @param age sessions that were learned from after the neighbour, as a share of all of them
     * @param place places between the shared item and the lent one
     * @param rarity power of an item's inverse session frequency in how much it makes sessions near; 0 for none
     * @param again what is lent of items that the asking session has already, as a factor
     */
    public record Settings(int nearest, double history, double age, double place, double rarity, double again) {

        public Settings {
            if (nearest < 1 || !(history > 0 && age > 0 && place > 0 && rarity >= 0 && again >= 0)) {
                throw new IllegalArgumentException(
                        "nearest at least 1, history, age and place above 0, rarity and again at least 0, but was nearest "
                                + nearest + ", history " + history + ", age " + age + ", place " + place + ", rarity "
                                + rarity + ", again " + again);
            }
        }
    }

    private final int items;
    private final List<int[]> train;
    private final Settings settings;
    private final int[][] sessionsOf;
    private final double[] rarity;

    /** @param train sessions, oldest first */
    public SequenceNeighbours(int items, List<int[]> train, Settings settings) {
        this.items = items;
        this.train = train;
        this.settings = settings;
        this.sessionsOf = sessionsOf(items, train);
        this.rarity = Arrays.stream(sessionsOf)
                .mapToDouble(with -> with.length == 0
                        ? 0
                        : Math.pow(Math.log((double) train.size() / with.length), settings.rarity()))
                .toArray();
    }

    private static int[][] sessionsOf(int items, List<int[]> train) {
        int[] counts = new int[items + 1];
        train.forEach(session -> IntStream.of(session).distinct().forEach(item -> counts[item]++));
        int[][] sessions = Arrays.stream(counts).mapToObj(int[]::new).toArray(int[][]::new);
        for (int s = train.size() - 1; s >= 0; s--) {
            int session = s;
            IntStream.of(train.get(s)).distinct().forEach(item -> sessions[item][--counts[item]] = session);
        }
        return sessions;
    }

    @Override
    public String name() {
        return "STAN";
    }

    @Override
    public List<float[]> scores(List<int[]> histories) {
        double[] similarity = new double[train.size()];
        int[] shared = new int[train.size()];
        return histories.stream()
                .map(history -> scores(history, similarity, shared))
                .toList();
    }

    /** @param similarity of each session, all 0 before and after; @param shared likewise, the latest item that both have */
    private float[] scores(int[] history, double[] similarity, int[] shared) {
        int[] near = near(history, similarity, shared);
        float[] scores = new float[items];
        for (int session : near) {
            if (similarity[session] > 0) {
                lend(train.get(session), shared[session], similarity[session], scores);
            }
        }
        IntStream.of(history)
                .distinct()
                .forEach(item -> scores[item - 1] = (float) (scores[item - 1] * settings.again()));
        for (int item : history) {
            for (int session : sessionsOf[item]) {
                similarity[session] = 0;
                shared[session] = 0;
            }
        }
        return scores;
    }

    private int[] near(int[] history, double[] similarity, int[] shared) {
        for (int i = history.length - 1; i >= 0; i--) {
            int item = history[i];
            if (isLater(history, i)) {
                continue;
            }
            double weight = Math.exp((i - history.length + 1) / settings.history()) * rarity[item];
            for (int session : sessionsOf[item]) {
                shared[session] = shared[session] == 0 ? item : shared[session];
                similarity[session] += weight;
            }
        }
        int[] found = IntStream.of(history)
                .distinct()
                .flatMap(item -> IntStream.of(sessionsOf[item]))
                .distinct()
                .toArray();
        for (int session : found) {
            double age = (double) (train.size() - session) / train.size();
            similarity[session] *= Math.exp(-age / settings.age()) / Math.sqrt(train.get(session).length);
        }
        if (found.length <= settings.nearest()) {
            return found;
        }
        return IntStream.of(found)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer session) -> -similarity[session])
                        .thenComparing(Comparator.reverseOrder()))
                .limit(settings.nearest())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static boolean isLater(int[] history, int place) {
        for (int i = place + 1; i < history.length; i++) {
            if (history[i] == history[place]) {
                return true;
            }
        }
        return false;
    }

    private void lend(int[] session, int shared, double similarity, float[] scores) {
        int place = session.length - 1;
        while (session[place] != shared) {
            place--;
        }
        for (int i = 0; i < session.length; i++) {
            scores[session[i] - 1] += (float) (similarity * Math.exp(-Math.abs(i - place) / settings.place()));
        }
    }
}
