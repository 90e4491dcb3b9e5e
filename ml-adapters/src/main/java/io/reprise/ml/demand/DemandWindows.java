package io.reprise.ml.demand;

import io.reprise.ml.graph.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Rows of features for items at origins, from what was known then. An item without a past is forecast from its content:
 * its level is the panel's and it is marked as new, and in training some items are made to look new now and then.
 */
public final class DemandWindows {

    /** An item, the first period that is forecast, and whether its past is hidden. */
    public record Window(int series, int origin, boolean isNew) {
        public Window(int series, int origin) {
            this(series, origin, false);
        }
    }

    static final String FEATURES = "features";
    static final String TARGETS = "targets";
    static final String WEIGHTS = "weights";

    /** An error of one unit weighs less where many are sold: between counting units and counting items. */
    private static final double WEIGHT_OF_LEVEL = -0.5;

    private final DemandPanel known;
    private final WindowShape shape;
    private final int knownUntil;
    private final double meanLevel;
    private final List<SeriesPast> pasts = new ArrayList<>();
    private final List<float[]> contents = new ArrayList<>();
    private final GroupSeasons groups;
    private final ExponentialSmoothing smoothing;
    private final float[][] calendar;

    /**
     * @param knownUntil first period whose sales are not known; targets come from before it too
     * @param meanLevel units of a usual item in a usual period, the level of an item that was never sold
     */
    public DemandWindows(DemandPanel panel, WindowShape shape, int knownUntil, double meanLevel) {
        this.known = panel.until(knownUntil);
        this.shape = shape;
        this.knownUntil = knownUntil;
        this.meanLevel = meanLevel;
        for (DemandSeries series : known.series()) {
            pasts.add(new SeriesPast(series, shape.history(), meanLevel));
            contents.add(content(series));
        }
        groups = new GroupSeasons(known);
        smoothing = new ExponentialSmoothing(known, knownUntil, meanLevel);
        calendar = new float[panel.periods() + shape.horizon()][panel.cadence().calendarColumns()];
        for (int t = 0; t < calendar.length; t++) {
            panel.cadence().calendar(panel.startOf(t), calendar[t], 0);
            if (!shape.seesYear()) {
                Arrays.fill(calendar[t], 0, Cadence.YEAR_COLUMNS, 0);
            }
        }
    }

    /** Geometric mean of the items' mean units a period, from what is known before a period. */
    public static double meanLevel(DemandPanel panel, int before) {
        return Math.exp(panel.until(before).series().stream()
                .mapToDouble(GroupSeasons::usual)
                .map(mean -> Math.log(Math.max(mean, 0.01)))
                .average()
                .orElse(0));
    }

    public WindowShape shape() {
        return shape;
    }

    public DemandPanel known() {
        return known;
    }

    public int knownUntil() {
        return knownUntil;
    }

    private static float[] content(DemandSeries series) {
        float[] buckets = new float[WindowShape.CONTENT];
        for (int column = 0; column < series.content().size(); column++) {
            String value = series.content().get(column).toLowerCase(Locale.ROOT);
            buckets[bucket(column + "=" + value)] = 1;
            for (String word : value.split("[^\\p{L}\\p{N}]+")) {
                if (!word.equals(value) && word.length() > 1) {
                    buckets[bucket(column + ":" + word)] = 0.5f;
                }
            }
        }
        return buckets;
    }

    private static int bucket(String word) {
        int hash = word.hashCode() * 0x9E3779B9;
        return (hash >>> 16) % WindowShape.CONTENT;
    }

    /** Whether the window can be learned from: something is known in what it forecasts. */
    public boolean hasTarget(Window window) {
        DemandSeries series = known.series().get(window.series());
        for (int t = window.origin(); t < Math.min(window.origin() + shape.horizon(), knownUntil); t++) {
            if (series.isKnown(t)) {
                return true;
            }
        }
        return false;
    }

    /** To learn from: features, targets and what an error of each weighs; nothing where a target is not known. */
    public Batch learn(List<Window> windows) {
        return learn(windows, known);
    }

    /** Features from what is known here, targets from what another panel knows: of periods yet to come. */
    Batch learn(List<Window> windows, DemandPanel came) {
        int horizon = shape.horizon();
        float[] targets = new float[windows.size() * horizon];
        float[] weights = new float[targets.length];
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            DemandSeries series = came.series().get(window.series());
            double level = Math.max(
                    0.05,
                    pasts.get(window.series()).hasLevel(window.origin())
                            ? pasts.get(window.series()).level(window.origin())
                            : meanLevel);
            for (int h = 0; h < horizon; h++) {
                if (series.isKnown(window.origin() + h)) {
                    targets[i * horizon + h] = series.units()[window.origin() + h];
                    weights[i * horizon + h] = (float) (Math.pow(level, WEIGHT_OF_LEVEL) / Math.sqrt(meanLevel));
                }
            }
        }
        return ask(windows)
                .with(TARGETS, targets, windows.size(), horizon)
                .with(WEIGHTS, weights, windows.size(), horizon);
    }

    public Batch ask(List<Window> windows) {
        return new Batch().with(FEATURES, features(windows), windows.size(), shape.columns());
    }

    /** One row a window, row-major. */
    public float[] features(List<Window> windows) {
        float[] rows = new float[windows.size() * shape.columns()];
        for (int i = 0; i < windows.size(); i++) {
            fill(rows, i * shape.columns(), windows.get(i));
        }
        return rows;
    }

    private void fill(float[] row, int at, Window window) {
        DemandSeries series = known.series().get(window.series());
        SeriesPast past = pasts.get(window.series());
        boolean isNew = window.isNew() || !past.hasLevel(window.origin());
        float level = isNew ? (float) meanLevel : past.level(window.origin());
        if (!isNew) {
            fillPast(row, at, series, window.origin(), level);
        }
        for (int h = 0; h < shape.horizon(); h++) {
            fillFuture(row, at, window, h, isNew);
        }
        if (!isNew) {
            fillSmoothed(row, at, window, level);
        }
        fillOwn(row, at + shape.ownAt(), window, isNew, level);
    }

    private void fillPast(float[] row, int at, DemandSeries series, int origin, float level) {
        for (int i = 0; i < shape.history(); i++) {
            int t = origin - shape.history() + i;
            int cell = at + i * shape.pastColumns();
            if (t < 0) {
                continue;
            }
            if (series.isKnown(t)) {
                row[cell] = SeriesPast.ratio(series.units()[t], level);
                row[cell + 1] = 1;
            }
            row[cell + 2] = series.discount()[t];
            for (int flag = 0; flag < shape.promotions(); flag++) {
                row[cell + 3 + flag] = series.flags()[flag][t];
            }
            System.arraycopy(calendar[t], 0, row, cell + 3 + shape.promotions(), calendar[t].length);
        }
    }

    private void fillFuture(float[] row, int at, Window window, int h, boolean isNew) {
        DemandSeries series = known.series().get(window.series());
        SeriesPast past = pasts.get(window.series());
        int origin = window.origin();
        int t = origin + h;
        int seen = known.arePricesPlanned() ? Math.min(t, known.periods() - 1) : Math.max(0, origin - 1);
        int cell = at + shape.futureAt() + h * shape.futureColumns();
        for (int flag = 0; flag < shape.promotions(); flag++) {
            row[cell++] = series.flags()[flag][seen];
        }
        System.arraycopy(calendar[t], 0, row, cell, calendar[t].length);
        cell += calendar[t].length;
        int season = known.cadence().season();
        int back = h / season + 1;
        if (!isNew) {
            fillSeason(row, cell, series, past, t, origin, back);
        }
        row[cell + 4] = groups.ratio(series, t - back * season, origin - back * season * (season > 7 ? 1 : 0));
        row[cell + 5] = (float) (h + 1) / shape.horizon();
        row[at + shape.discountAt() + h] = series.discount()[seen];
    }

    /** Mean over earlier seasons: how the same period stood to the level that was known at that season's origin. */
    private void fillSeason(float[] row, int cell, DemandSeries series, SeriesPast past, int t, int origin, int back) {
        int season = known.cadence().season();
        int found = 0;
        for (int k = back; k < back + known.cadence().seasonsAveraged(); k++) {
            int then = t - k * season;
            // Weeks of a short season are compared with today's level, a year's with that year's.
            int then0 = season > 7 ? origin - k * season : origin;
            if (then >= 0 && then < origin && series.isKnown(then) && past.hasLevel(then0)) {
                row[cell] += SeriesPast.ratio(series.units()[then], past.level(then0));
                row[cell + 2] += series.isPromoted(then) ? 1 : 0;
                row[cell + 3] += series.discount()[then];
                found++;
            }
        }
        for (int i = 0; i < 4 && found > 0; i++) {
            row[cell + i] /= found;
        }
        row[cell + 1] = found > 0 ? 1 : 0;
    }

    private void fillSmoothed(float[] row, int at, Window window, float level) {
        float[] quantiles = smoothing.forecast(window, shape.horizon());
        int levels = WindowShape.LEVELS.size();
        for (int i = 0; i < quantiles.length; i++) {
            row[at + shape.smoothedAt() + i] = quantiles[i] / level;
        }
        for (int h = 0; h < shape.horizon() && shape.beginsAtSmoothing(); h++) {
            int cell = at + shape.futureAt() + h * shape.futureColumns() + shape.plannedColumns();
            row[cell] = SeriesPast.ratio(quantiles[h * levels + WindowShape.MEDIAN], level);
            row[cell + 1] = SeriesPast.ratio(quantiles[(h + 1) * levels - 1], level)
                    - SeriesPast.ratio(quantiles[h * levels], level);
        }
    }

    private void fillOwn(float[] row, int cell, Window window, boolean isNew, float level) {
        DemandSeries series = known.series().get(window.series());
        SeriesPast past = pasts.get(window.series());
        row[cell] = (float) Math.log(level);
        row[cell + 1] = isNew ? 1 : 0;
        row[cell + 2] = (float) Math.log(Math.max(0.01, series.basePrice()));
        row[cell + 3] = (float) Math.log(level / meanLevel);
        if (!isNew) {
            row[cell + 4] = trend(series, window.origin(), level, 4);
            row[cell + 5] = trend(series, window.origin(), level, 1);
            for (int flag = 0; flag < shape.promotions(); flag++) {
                row[cell + 6 + flag] = past.uplift(flag, window.origin());
                row[cell + 6 + shape.promotions() + flag] = past.timesPromoted(flag, window.origin());
            }
        }
        System.arraycopy(contents.get(window.series()), 0, row, cell + 6 + 2 * shape.promotions(), WindowShape.CONTENT);
    }

    /** Mean ratio to the level over the last known periods without promotion. */
    private static float trend(DemandSeries series, int origin, float level, int periods) {
        double sum = 0;
        int found = 0;
        for (int t = origin - 1; t >= 0 && t >= origin - 4 * periods && found < periods; t--) {
            if (series.isKnown(t) && !series.isPromoted(t)) {
                sum += SeriesPast.ratio(series.units()[t], level);
                found++;
            }
        }
        return found == 0 ? 0 : (float) (sum / found);
    }
}
