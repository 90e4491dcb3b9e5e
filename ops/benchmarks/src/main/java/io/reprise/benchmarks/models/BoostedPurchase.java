package io.reprise.benchmarks.models;

import io.reprise.ml.purchase.SessionEncoding;
import io.reprise.ml.purchase.SessionFile;
import io.reprise.ml.purchase.ShopperSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * XGBoost on the numbers and ratios as they are and the names one by one. How deep and how many trees is chosen by its own
 * five-fold cross-validation on the training visits.
 */
final class BoostedPurchase {

    private static final int ROUNDS_MAX = 240;
    private static final int STEP = 20;
    private static final int FOLDS = 5;

    private BoostedPurchase() {}

    static double[] probabilities(List<ShopperSession> train, List<ShopperSession> test, long seed)
            throws XGBoostError {
        List<Map<String, Integer>> names = names(train);
        DMatrix learned = matrix(train, names);
        learned.setLabel(SessionEncoding.targets(train));
        double best = Double.POSITIVE_INFINITY;
        int depth = 0;
        int rounds = 0;
        for (int tried : List.of(3, 5)) {
            String[] losses = XGBoost.crossValidation(
                    learned, options(tried, seed), ROUNDS_MAX, FOLDS, new String[] {"logloss"}, null, null);
            for (int i = STEP - 1; i < losses.length; i += STEP) {
                double loss = loss(losses[i]);
                if (loss < best) {
                    best = loss;
                    depth = tried;
                    rounds = i + 1;
                }
            }
        }
        Booster booster = XGBoost.train(learned, options(depth, seed), rounds, Map.of(), null, null);
        DMatrix asked = matrix(test, names);
        float[][] answers = booster.predict(asked);
        double[] probabilities = new double[answers.length];
        for (int i = 0; i < answers.length; i++) {
            probabilities[i] = answers[i][0];
        }
        asked.dispose();
        learned.dispose();
        booster.dispose();
        return probabilities;
    }

    /** A line is "[12]\tcv-test-logloss:0.31+0.01\tcv-train-logloss:…". */
    private static double loss(String line) {
        int at = line.indexOf("cv-test-logloss:") + "cv-test-logloss:".length();
        String rest = line.substring(at);
        return Double.parseDouble(rest.split("[+\t]")[0]);
    }

    private static Map<String, Object> options(int depth, long seed) {
        Map<String, Object> options = new HashMap<>();
        options.put("objective", "binary:logistic");
        options.put("eval_metric", "logloss");
        options.put("tree_method", "hist");
        options.put("max_depth", depth);
        options.put("eta", 0.05);
        options.put("subsample", 0.8);
        options.put("colsample_bytree", 0.7);
        options.put("min_child_weight", 3);
        options.put("seed", seed);
        options.put("verbosity", 0);
        options.put("nthread", 1);
        return options;
    }

    private static List<Map<String, Integer>> names(List<ShopperSession> train) {
        List<Map<String, Integer>> names = new ArrayList<>();
        for (int kind = 0; kind < SessionFile.KINDS.size(); kind++) {
            Map<String, Integer> of = new TreeMap<>(Comparator.naturalOrder());
            for (ShopperSession session : train) {
                of.putIfAbsent(session.kinds().get(kind), of.size());
            }
            names.add(of);
        }
        return names;
    }

    private static DMatrix matrix(List<ShopperSession> sessions, List<Map<String, Integer>> names) throws XGBoostError {
        int numbers = SessionEncoding.numbers(sessions.getFirst()).length;
        int columns = numbers + names.stream().mapToInt(Map::size).sum();
        float[] flat = new float[sessions.size() * columns];
        for (int i = 0; i < sessions.size(); i++) {
            double[] of = SessionEncoding.numbers(sessions.get(i));
            int cell = i * columns;
            for (double number : of) {
                flat[cell++] = (float) number;
            }
            for (int kind = 0; kind < names.size(); kind++) {
                Integer known = names.get(kind).get(sessions.get(i).kinds().get(kind));
                if (known != null) {
                    flat[cell + known] = 1;
                }
                cell += names.get(kind).size();
            }
        }
        return new DMatrix(flat, sessions.size(), columns, Float.NaN);
    }
}
