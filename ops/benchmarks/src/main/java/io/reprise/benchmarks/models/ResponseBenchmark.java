package io.reprise.benchmarks.models;

import io.reprise.ml.response.Qini;
import io.reprise.ml.response.ResponseFile;
import io.reprise.ml.response.Responses;
import io.reprise.ml.response.RobustEffect;
import io.reprise.ml.response.UpliftModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Who comes because of an e-mail: orders of people by what each model expects of them. */
final class ResponseBenchmark implements ModelsPart {

    private static final int SAMPLES = 500;

    @Override
    public String howToRead() {
        return """
                # Response: who comes because of the campaign

                MineThatData e-mail challenge (Hillstrom 2008): 64,000 customers, a third each were sent an e-mail with men's
                or women's merchandise or none, at random; the outcome is a visit in two weeks. Each seed learns from a drawn
                half of the people and orders the other half. The Qini coefficient is the area between the curve of additional
                visits and that of a random order, per 1,000 people sent to; above zero is better than random. Figures with ±
                are means over seeds with their 95 % interval (Student's t; halves overlap, so it is somewhat too narrow); the
                bootstrap interval is of the first seed's test half, 500 samples.
                """;
    }

    @Override
    public void run(Context context) throws Exception {
        Path file = context.data().resolve("hillstrom-email/hillstrom.csv.gz");
        if (!Files.exists(file)) {
            System.out.println("hillstrom-email is left out: it is not in " + context.data());
            return;
        }
        Responses all = ResponseFile.read(file);
        for (String arm : all.treatments()) {
            table(context, all.only(arm), arm);
        }
    }

    private static void table(Context context, Responses people, String arm) {
        Map<String, List<Qini>> measured = new LinkedHashMap<>();
        Map<String, Qini.Interval> intervals = new LinkedHashMap<>();
        for (int run = 0; run < context.repetitions(); run++) {
            long seed = context.seed() + run;
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, people.size()).boxed().toList());
            Collections.shuffle(order, new Random(seed));
            int half = order.size() / 2;
            Responses train =
                    people.at(order.subList(0, half).stream().mapToInt(i -> i).toArray());
            Responses test = people.at(
                    order.subList(half, order.size()).stream().mapToInt(i -> i).toArray());
            UpliftModel model = UpliftModel.learn(train, seed);
            Map<String, double[]> scores = new LinkedHashMap<>();
            scores.put("random order", new Random(seed).doubles(test.size()).toArray());
            scores.put("response model: who comes when sent to", model.responses(test));
            scores.put(
                    "T-learner: a regression for each arm",
                    UpliftModel.apart(train).effects(test));
            scores.put("DR-learner", RobustEffect.learn(train, seed).effects(test));
            scores.put("interactions drawn towards none (ours)", model.effects(test));
            scores.forEach((name, score) -> {
                measured.computeIfAbsent(name, k -> new ArrayList<>()).add(Qini.of(score, test));
                intervals.computeIfAbsent(name, k -> Qini.interval(score, test, SAMPLES, seed));
            });
            System.out.println("  " + arm + ": seed " + seed);
        }
        List<List<Object>> rows = new ArrayList<>();
        measured.forEach((name, runs) -> rows.add(List.of(
                name,
                runs.size(),
                Spread.of(runs.stream().map(q -> 1000 * q.coefficient()).toList())
                        .text(2),
                String.format(
                        Locale.ROOT,
                        "%.2f (%.2f to %.2f)",
                        1000 * intervals.get(name).value(),
                        1000 * intervals.get(name).low(),
                        1000 * intervals.get(name).high()),
                Spread.of(runs.stream().map(q -> 1000 * q.auuc()).toList()).text(1),
                Spread.of(runs.stream().map(q -> 100 * q.top()).toList()).text(1) + " %")));
        context.report()
                .table(
                        arm + " against no e-mail",
                        "",
                        List.of(
                                "order",
                                "seeds",
                                "Qini × 1,000",
                                "first seed, with bootstrap interval",
                                "AUUC × 1,000",
                                "effect in the first tenth"),
                        rows);
    }
}
