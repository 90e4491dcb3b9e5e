package io.reprise.ml.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.ml.behaviour.PriceSensitivity;
import io.reprise.ml.dataset.RetailData;
import io.reprise.ml.response.Elasticities;
import io.reprise.ml.response.Qini;
import io.reprise.ml.response.ResponseFile;
import io.reprise.ml.response.Responses;
import io.reprise.ml.response.UpliftModel;
import io.reprise.ml.training.TrainedShelf.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * From sales: how each item's sales answer to its price. From a campaign with a hold-out: for each arm, who buys because of
 * it, beside the order of who buys anyway.
 */
final class ResponseTraining implements ModelTraining {

    private static final String SCHEMA = "response/1";
    private static final int ITEMS = 200;

    @Override
    public String model() {
        return "response";
    }

    @Override
    public void run(TrainingRun run) throws IOException {
        if (run.data().equals(RetailData.BUNDLED)) {
            elasticities(run);
            return;
        }
        Responses all;
        try {
            all = ResponseFile.read(Path.of(run.data()));
        } catch (ResponseFile.Unusable e) {
            throw new UnusableData(e.getMessage());
        }
        if (all.treatments().isEmpty() || !all.arms().contains(Responses.CONTROL)) {
            throw new UnusableData("an effect needs people with a campaign and people in the arm '" + Responses.CONTROL
                    + "'; the arms are " + all.arms().stream().distinct().toList());
        }
        for (String arm : all.treatments()) {
            uplift(run, all.only(arm), arm);
        }
    }

    private static void elasticities(TrainingRun run) throws IOException {
        PriceSensitivity.Result result = Elasticities.of(RetailSales.of(run), ITEMS);
        Path file = Files.createDirectories(run.home().resolve("response")).resolve("elasticities.json");
        new ObjectMapper()
                .registerModule(new Jdk8Module())
                .writerWithDefaultPrettyPrinter()
                .writeValue(file.toFile(), result);
        result.mean().ifPresent(mean -> run.out()
                .printf(
                        Locale.ROOT,
                        "  elasticity of %d items: mean %.2f (95 %% interval %.2f to %.2f), between items ± %.2f; written to %s%n",
                        result.items().size(),
                        mean.value(),
                        mean.low(),
                        mean.high(),
                        result.spread(),
                        file));
    }

    private void uplift(TrainingRun run, Responses people, String arm) throws IOException {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, people.size()).boxed().toList());
        Collections.shuffle(order, new Random(run.seed()));
        int cut = order.size() * 7 / 10;
        Responses train =
                people.at(order.subList(0, cut).stream().mapToInt(i -> i).toArray());
        Responses test = people.at(
                order.subList(cut, order.size()).stream().mapToInt(i -> i).toArray());
        run.out().printf("  %s: %,d people to learn from, %,d to test on%n", arm, train.size(), test.size());
        UpliftModel model = UpliftModel.learn(train, run.seed());
        int width = model.encoding().width();
        double[][] rows = model.encoding().rows(test);
        float[] flat = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            for (int c = 0; c < width; c++) {
                flat[i * width + c] = (float) rows[i][c];
            }
        }
        Tensor input = new Tensor(rows.length, width, flat);
        Facts facts = new Facts(
                model(),
                SCHEMA + "/" + arm,
                run.data(),
                "70 % of the people, drawn",
                "the other 30 %",
                run.seed(),
                "minus-qini",
                "Holds for a campaign like this one, sent to people like these. Its error is minus the Qini coefficient.");
        run.shelf()
                .put(
                        facts,
                        model::export,
                        Map.of("features.json", model.encoding()),
                        measures(model.responses(test), test, run.seed()),
                        served -> {
                            Tensor answer = served.apply(input);
                            double[] effects = IntStream.range(0, answer.rows())
                                    .mapToDouble(i -> answer.at(i, UpliftModel.EFFECT))
                                    .toArray();
                            return measures(effects, test, run.seed());
                        });
    }

    private static SortedMap<String, Double> measures(double[] scores, Responses people, long seed) {
        Qini qini = Qini.of(scores, people);
        Qini.Interval interval = Qini.interval(scores, people, 200, seed);
        return new TreeMap<>(Map.of(
                "minus-qini", -qini.coefficient(),
                "qini", qini.coefficient(),
                "qini-low", interval.low(),
                "qini-high", interval.high(),
                "auuc", qini.auuc(),
                "effect-in-first-tenth", qini.top()));
    }
}
