package io.reprise.benchmarks.models;

import io.reprise.ml.purchase.SessionEncoding;
import io.reprise.ml.purchase.SessionFile;
import io.reprise.ml.purchase.SessionModel;
import io.reprise.ml.purchase.SessionModel.Settings;
import io.reprise.ml.purchase.ShopperSession;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import io.reprise.ml.training.Measures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.LongStream;

/** Whether a visit ends in a purchase, beside logistic regression and boosted trees. */
final class PurchaseBenchmark implements ModelsPart {

    private static final int LAST_LEARNED_MONTH = 10;
    private static final int RANDOM_SPLITS = 3;

    /** A model's probabilities for the visits that are tested, for a seed. */
    private interface Contender {
        double[] probabilities(List<ShopperSession> train, List<ShopperSession> test, long seed) throws Exception;
    }

    private static final Map<String, Contender> CONTENDERS = new LinkedHashMap<>();

    static {
        CONTENDERS.put("logistic regression", (train, test, seed) -> SessionModel.learn(
                        train, Settings.logistic(seed), null, epoch -> {})
                .probabilities(test));
        CONTENDERS.put("XGBoost", BoostedPurchase::probabilities);
        CONTENDERS.put("session network (ours)", (train, test, seed) -> SessionModel.learn(
                        train, Settings.usual(seed), null, epoch -> {})
                .probabilities(test));
    }

    @Override
    public String howToRead() {
        return """
                # Purchase: whether a visit ends in one

                UCI Online Shoppers Purchasing Intention, 12,330 visits with the months they were in. AUC is better when higher;
                log-loss and calibration error (over ten groups of equal size) when lower. Figures with ± are means over seeds
                with their 95 % interval (Student's t); a difference is by pairs of the same seed. The logistic regression has
                the network's columns. XGBoost chooses depth and number of trees by its own five-fold cross-validation. The
                month itself is shown to none: the months that are tested were never seen.
                """;
    }

    @Override
    public void run(Context context) throws Exception {
        Path file = context.data().resolve("uci-online-shoppers/online_shoppers_intention.csv.gz");
        if (!Files.exists(file)) {
            System.out.println("uci-online-shoppers is left out: it is not in " + context.data());
            return;
        }
        TensorFlowRuntime.start(context.home());
        List<ShopperSession> all = SessionFile.read(file);
        table(
                context,
                context.repetitions(),
                "Learned from February to October, tested on November and December",
                "Purchases are two thirds more frequent in the months that are tested, which no model can know: calibration"
                        + " errors show it.",
                seed -> List.of(
                        all.stream()
                                .filter(s -> s.month() <= LAST_LEARNED_MONTH)
                                .toList(),
                        all.stream().filter(s -> s.month() > LAST_LEARNED_MONTH).toList()));
        table(
                context,
                Math.min(RANDOM_SPLITS, context.repetitions()),
                "Learned from 80 % drawn at random, tested on the rest",
                "As most published figures on this data are measured. Each seed draws another fifth.",
                seed -> {
                    List<ShopperSession> shuffled = new ArrayList<>(all);
                    Collections.shuffle(shuffled, new Random(seed));
                    int fifth = all.size() / 5;
                    return List.of(shuffled.subList(fifth, all.size()), shuffled.subList(0, fifth));
                });
    }

    private interface Split {
        /** @return those to learn from and those to test on */
        List<List<ShopperSession>> of(long seed);
    }

    private static void table(Context context, int runs, String title, String note, Split split) throws Exception {
        Map<String, List<SortedMap<String, Double>>> measured = new LinkedHashMap<>();
        for (long seed : LongStream.range(0, runs).map(i -> context.seed() + i).toArray()) {
            List<List<ShopperSession>> parts = split.of(seed);
            float[] bought = SessionEncoding.targets(parts.get(1));
            for (Map.Entry<String, Contender> one : CONTENDERS.entrySet()) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                SortedMap<String, Double> measures =
                        Measures.probability(one.getValue().probabilities(parts.get(0), parts.get(1), seed), bought);
                measured.computeIfAbsent(one.getKey(), k -> new ArrayList<>()).add(measures);
                System.out.println("  seed " + seed + " " + one.getKey() + " " + measures);
            }
        }
        List<Double> trees =
                measured.get("XGBoost").stream().map(m -> m.get("auc")).toList();
        List<List<Object>> rows = new ArrayList<>();
        measured.forEach((model, of) -> {
            List<Double> difference = new ArrayList<>();
            for (int i = 0; i < of.size(); i++) {
                difference.add(of.get(i).get("auc") - trees.get(i));
            }
            rows.add(List.of(
                    model,
                    of.size(),
                    spread(of, "auc"),
                    model.equals("XGBoost") ? "" : Spread.of(difference).text(4),
                    spread(of, "log-loss"),
                    spread(of, "calibration-error")));
        });
        context.report()
                .table(
                        title,
                        note,
                        List.of("model", "seeds", "AUC", "AUC less XGBoost's", "log-loss", "calibration error"),
                        rows);
    }

    private static String spread(List<SortedMap<String, Double>> runs, String measure) {
        return Spread.of(runs.stream().map(m -> m.get(measure)).toList()).text(4);
    }
}
