package io.reprise.ml.demand;

import java.util.Arrays;

/**
 * What all items of a panel have in common, from what was known at a moment, of the square roots of units: their season, and how
 * much more or less than usual they sell together, which many items tell sooner than one.
 *
 * @param season by place in it, how far it is from an item's mean, as a share of that; nothing but zeros where it is not yet told
 * @param level by period, up to the one that is forecast first: by what an item's root is divided before it is smoothed
 */
record CommonCourse(double[] season, double[] level) {

    /** Known periods of an item below which it says nothing of all. */
    private static final int KNOWN_MIN = 30;

    /** How fast the common level moves, and how much of its movement an item is taken to share: a square root of it. */
    private static final double SPEED = 0.2;

    private static final double SHARED = 0.5;

    private static final double LEVEL_MIN = 0.2;

    /** @param places of the season; 1 where there is none to tell */
    static CommonCourse of(DemandPanel known, int before, int places) {
        Roots[] roots = known.series().stream()
                .map(series -> Roots.of(series, before, places, null))
                .filter(item -> item.known() >= KNOWN_MIN && item.mean() > 0)
                .toArray(Roots[]::new);
        double[] season = new double[places];
        for (int place = 0; place < places && places > 1; place++) {
            double differences = 0;
            double means = 0;
            for (Roots item : roots) {
                differences += item.difference(place);
                means += item.counts()[place] * item.mean();
            }
            season[place] = means > 0 ? differences / means : 0;
        }
        return new CommonCourse(season, level(roots, season, before));
    }

    private static double[] level(Roots[] roots, double[] season, int before) {
        double[] levels = new double[before + 1];
        double level = 1;
        for (int t = 0; t <= before; t++) {
            double sold = 0;
            double usual = 0;
            for (Roots item : roots) {
                if (t < before && item.series().isKnown(t)) {
                    sold += Math.sqrt(item.series().units()[t]);
                    usual += item.mean() * (1 + season[t % season.length]);
                }
            }
            if (usual > 0) {
                level += SPEED * (sold / usual - level);
            }
            levels[t] = Math.pow(Math.max(LEVEL_MIN, level), SHARED);
        }
        return levels;
    }

    /**
     * An item's roots of units, summed by place in the season.
     *
     * @param counts of known periods by place
     */
    record Roots(DemandSeries series, double[] sums, int[] counts) {

        /** @param level by what each root is divided; null for nothing */
        static Roots of(DemandSeries series, int before, int places, double[] level) {
            Roots roots = new Roots(series, new double[places], new int[places]);
            for (int t = 0; t < before; t++) {
                if (series.isKnown(t)) {
                    roots.sums[t % places] += Math.sqrt(series.units()[t]) / (level == null ? 1 : level[t]);
                    roots.counts[t % places]++;
                }
            }
            return roots;
        }

        int known() {
            return Arrays.stream(counts).sum();
        }

        double mean() {
            int known = known();
            return known == 0 ? 0 : Arrays.stream(sums).sum() / known;
        }

        /** How far the roots at a place are, all together, from the item's mean. */
        double difference(int place) {
            return sums[place] - counts[place] * mean();
        }
    }
}
