package io.reprise.ml.recommend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Nearest sessions (V-SkNN, Ludewig and Jannach 2018): sessions that share items with this one, its late items above all,
 * lend their items, those near to the shared one above all. Rare items say more.
 */
public final class SessionNeighbours implements Recommender {

    private final int items;
    private final List<int[]> train;
    private final List<List<Integer>> sessionsOf = new ArrayList<>();
    private final int nearest;
    private final int recent;
    private final Recency recency;

    /** @param shared the latest place in the asking session that both have, from its end */
    private record Near(int session, double similarity, int shared) {}

    /**
     * @param nearest so many sessions lend their items
     * @param recent for each item at most so many of its latest sessions are looked at
     * @param decay what an action a step further back counts, from 0 to 1
     */
    public SessionNeighbours(int items, List<int[]> train, int nearest, int recent, double decay) {
        this.items = items;
        this.train = train;
        this.nearest = nearest;
        this.recent = recent;
        this.recency = new Recency(decay);
        for (int i = 0; i <= items; i++) {
            sessionsOf.add(new ArrayList<>());
        }
        for (int s = 0; s < train.size(); s++) {
            for (int item : Arrays.stream(train.get(s)).distinct().toArray()) {
                sessionsOf.get(item).add(s);
            }
        }
    }

    @Override
    public String name() {
        return "session-kNN";
    }

    @Override
    public List<float[]> scores(List<int[]> histories) {
        return histories.stream().map(this::scores).toList();
    }

    private float[] scores(int[] history) {
        Map<Integer, Integer> backOf = new HashMap<>();
        for (int i = 0; i < history.length; i++) {
            backOf.put(history[i], history.length - 1 - i);
        }
        float[] scores = new float[items];
        for (Near near : nearest(backOf)) {
            lend(near, backOf, scores);
        }
        return scores;
    }

    private List<Near> nearest(Map<Integer, Integer> backOf) {
        Map<Integer, Near> found = new HashMap<>();
        backOf.forEach((item, back) -> {
            List<Integer> sessions = sessionsOf.get(item);
            double weight = recency.at(back) * rarity(item);
            for (int session : sessions.subList(Math.max(0, sessions.size() - recent), sessions.size())) {
                double similarity = weight / Math.sqrt(train.get(session).length);
                found.merge(
                        session,
                        new Near(session, similarity, back),
                        (a, b) -> new Near(session, a.similarity() + b.similarity(), Math.min(a.shared(), b.shared())));
            }
        });
        return found.values().stream()
                .sorted(Comparator.comparingDouble((Near n) -> -n.similarity())
                        .thenComparing(Near::session, Comparator.reverseOrder()))
                .limit(nearest)
                .toList();
    }

    private void lend(Near near, Map<Integer, Integer> backOf, float[] scores) {
        int[] session = train.get(near.session());
        int place = 0;
        for (int i = 0; i < session.length; i++) {
            if (backOf.getOrDefault(session[i], -1) == near.shared()) {
                place = i;
            }
        }
        for (int i = 0; i < session.length; i++) {
            double distance = Math.max(1, Math.abs(i - place));
            scores[session[i] - 1] +=
                    (float) (near.similarity() * rarity(session[i]) * (i == place ? 0.5 : 1) / Math.sqrt(distance));
        }
    }

    private double rarity(int item) {
        int sessions = sessionsOf.get(item).size();
        return sessions == 0 ? 0 : Math.log((double) train.size() / sessions);
    }
}
