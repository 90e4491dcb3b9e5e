package io.reprise.ml.demand;

import java.util.HashMap;
import java.util.Map;

/** How the items of a group sold together, period by period: a season seen through less noise than one item has. */
final class GroupSeasons {

    private static final int GROUPS_MAX = 60;

    /** Periods over which a group's usual level is taken. */
    private static final int LEVEL_PERIODS = 8;

    private final Map<String, double[]> meanRatio = new HashMap<>();
    private final boolean isGrouped;

    /** A year's neighbouring weeks are much alike; a week's neighbouring days are not. */
    private final int smoothing;

    /** Groups are the values of the first content column, or all items where it has too many values. */
    GroupSeasons(DemandPanel panel) {
        long groups = panel.contents().isEmpty()
                ? GROUPS_MAX + 1
                : panel.series().stream()
                        .map(s -> s.content().getFirst())
                        .distinct()
                        .count();
        smoothing = panel.cadence() == Cadence.WEEKLY ? 1 : 0;
        isGrouped = groups <= GROUPS_MAX;
        Map<String, double[]> counts = new HashMap<>();
        for (int i = 0; i < panel.series().size(); i++) {
            DemandSeries series = panel.series().get(i);
            double[] sums = meanRatio.computeIfAbsent(group(series), g -> new double[panel.periods()]);
            double[] count = counts.computeIfAbsent(group(series), g -> new double[panel.periods()]);
            double usual = usual(series);
            for (int t = 0; t < panel.periods(); t++) {
                // An item counts by its own mean, so that an item that comes or goes does not move its group.
                if (series.isKnown(t) && !series.isPromoted(t)) {
                    sums[t] += series.units()[t] / Math.max(usual, 1e-6);
                    count[t]++;
                }
            }
        }
        meanRatio.forEach((group, sums) -> {
            for (int t = 0; t < sums.length; t++) {
                sums[t] = counts.get(group)[t] > 0 ? sums[t] / counts.get(group)[t] : Double.NaN;
            }
        });
    }

    static double usual(DemandSeries series) {
        double sum = 0;
        int count = 0;
        for (int t = 0; t < series.units().length; t++) {
            if (series.isKnown(t)) {
                sum += series.units()[t];
                count++;
            }
        }
        return count == 0 ? 1 : sum / count;
    }

    private String group(DemandSeries series) {
        return isGrouped ? series.content().getFirst() : "";
    }

    /** ln of a period's sales over those of the periods before another; 0 where the group was not seen then. */
    float ratio(DemandSeries of, int period, int origin) {
        double[] ratios = meanRatio.get(group(of));
        if (ratios == null || period < 0 || origin < 1) {
            return 0;
        }
        double base = mean(ratios, origin - LEVEL_PERIODS, origin);
        double then = mean(ratios, period - smoothing, period + smoothing + 1);
        return Double.isNaN(base) || Double.isNaN(then) ? 0 : (float) Math.log((then + 0.05) / (base + 0.05));
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        int count = 0;
        for (int t = Math.max(0, from); t < Math.min(values.length, to); t++) {
            if (!Double.isNaN(values[t])) {
                sum += values[t];
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
