package io.reprise.benchmarks.models;

import io.reprise.ml.demand.DemandWindows;
import io.reprise.ml.demand.DemandWindows.Window;
import io.reprise.ml.demand.Forecasts;
import io.reprise.ml.demand.WindowShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * XGBoost on the networks' features but those of smoothing, a row for each window and coming period: the item's past and content, and what is
 * planned for the period. It predicts ln of units over the level; quantiles go through a logarithm unchanged.
 */
final class BoostedDemand implements AutoCloseable {

    private static final int ROUNDS = 200;

    private final DemandWindows windows;
    private final Booster booster;

    BoostedDemand(DemandWindows windows, int rows, long seed) throws XGBoostError {
        this.windows = windows;
        Map<String, Object> options = new HashMap<>();
        options.put("objective", "reg:quantileerror");
        options.put("quantile_alpha", WindowShape.LEVELS.toString().replace(" ", ""));
        options.put("tree_method", "hist");
        options.put("max_depth", 6);
        options.put("eta", 0.1);
        options.put("subsample", 0.8);
        options.put("colsample_bytree", 0.3);
        options.put("min_child_weight", 10);
        options.put("max_bin", 64);
        options.put("seed", seed);
        options.put("verbosity", 0);
        options.put("nthread", 1);
        DMatrix train = train(rows, new Random(seed));
        try {
            booster = XGBoost.train(train, options, ROUNDS, Map.of(), null, null);
        } finally {
            train.dispose();
        }
    }

    private DMatrix train(int rows, Random random) throws XGBoostError {
        int columns = columns(windows.shape());
        float[] flat = new float[rows * columns];
        float[] targets = new float[rows];
        float[] weights = new float[rows];
        int items = windows.known().series().size();
        for (int row = 0; row < rows; ) {
            Window window = new Window(random.nextInt(items), 4 + random.nextInt(windows.knownUntil() - 4));
            int h = random.nextInt(windows.shape().horizon());
            if (!windows.known().series().get(window.series()).isKnown(window.origin() + h)) {
                continue;
            }
            float[] features = windows.features(List.of(window));
            fill(flat, row * columns, features, h);
            double level = level(features);
            double units = windows.known().series().get(window.series()).units()[window.origin() + h];
            targets[row] = (float) Math.log((units + cushion(level)) / level);
            // A unit's error weighs as it does for the networks.
            weights[row] = (float) Math.sqrt(level);
            row++;
        }
        DMatrix matrix = new DMatrix(flat, rows, columns, Float.NaN);
        matrix.setLabel(targets);
        matrix.setWeight(weights);
        return matrix;
    }

    private static double cushion(double level) {
        return 0.02 * level + 0.02;
    }

    private double level(float[] features) {
        return Math.exp(features[windows.shape().ownAt()]);
    }

    private static int columns(WindowShape shape) {
        return shape.futureAt() + shape.plannedColumns() + 1 + shape.ownColumns();
    }

    /** The past, the one coming period, its discount, the item. */
    private void fill(float[] into, int at, float[] features, int h) {
        WindowShape shape = windows.shape();
        int past = shape.futureAt();
        System.arraycopy(features, 0, into, at, past);
        System.arraycopy(features, past + h * shape.futureColumns(), into, at + past, shape.plannedColumns());
        int cell = at + past + shape.plannedColumns();
        into[cell] = features[shape.discountAt() + h];
        System.arraycopy(features, shape.ownAt(), into, cell + 1, shape.ownColumns());
    }

    Forecasts forecast(DemandWindows asked, List<Window> of) throws XGBoostError {
        WindowShape shape = asked.shape();
        int columns = columns(shape);
        int levels = WindowShape.LEVELS.size();
        List<float[]> values = new ArrayList<>();
        for (int from = 0; from < of.size(); from += 500) {
            List<Window> some = of.subList(from, Math.min(of.size(), from + 500));
            float[] all = asked.features(some);
            float[] flat = new float[some.size() * shape.horizon() * columns];
            for (int i = 0; i < some.size(); i++) {
                float[] features = java.util.Arrays.copyOfRange(all, i * shape.columns(), (i + 1) * shape.columns());
                for (int h = 0; h < shape.horizon(); h++) {
                    fill(flat, (i * shape.horizon() + h) * columns, features, h);
                }
            }
            DMatrix matrix = new DMatrix(flat, some.size() * shape.horizon(), columns, Float.NaN);
            float[][] answers = booster.predict(matrix);
            matrix.dispose();
            for (int i = 0; i < some.size(); i++) {
                double level = Math.exp(all[i * shape.columns() + shape.ownAt()]);
                float[] row = new float[shape.horizon() * levels];
                for (int h = 0; h < shape.horizon(); h++) {
                    float[] sorted = answers[i * shape.horizon() + h].clone();
                    // Trees for different quantiles may cross; sorted they do not (Chernozhukov et al. 2010).
                    java.util.Arrays.sort(sorted);
                    for (int level0 = 0; level0 < levels; level0++) {
                        row[h * levels + level0] =
                                (float) Math.max(0, Math.exp(sorted[level0]) * level - cushion(level));
                    }
                }
                values.add(row);
            }
        }
        return new Forecasts(of, shape.horizon(), values.toArray(float[][]::new));
    }

    @Override
    public void close() {
        booster.dispose();
    }
}
