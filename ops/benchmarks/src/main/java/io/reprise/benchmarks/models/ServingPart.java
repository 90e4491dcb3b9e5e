package io.reprise.benchmarks.models;

import io.reprise.benchmarks.models.ServingContender.Bare;
import io.reprise.benchmarks.models.ServingContender.Onnx;
import io.reprise.benchmarks.models.ServingContender.Ours;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.ml.serving.ArtifactId;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** How fast rows are answered, beside the bare TensorFlow call and ONNX Runtime. */
final class ServingPart implements ModelsPart {

    private static final List<Integer> BATCHES = List.of(1, 32, 256, 4_096);
    private static final int CLIENTS = 16;
    private static final int GOAL_FROM_BATCH = 32;
    private static final double GOAL_OVERHEAD = 0.10;
    private static final String BARE = "bare TensorFlow call";
    private static final String OURS = "Reprise";

    @Override
    public String howToRead() {
        return """
                # Serving, measured

                How to read this: an untrained perceptron 68 → 256 → 128 → 64 → 1 with the same weights everywhere, one
                thread inside an operation everywhere, random rows, from a float array to a float array. A trial is one
                client that asks again and again (or several at once, where the table says so); contenders take turns
                within each repetition, so that what else the machine does meets all of them. ± is half of a 95 %
                interval over the repetitions (Student's t); latencies are over all calls of all repetitions. "Reprise" is the whole way:
                circuit breaker, queue, batching thread, chunks of sizes shown to keep the bits, DJL, TensorFlow, checks; the
                bare call is a session's run and nothing else. "in the caller's thread" is the bare call with the setting
                that Reprise uses for its sessions. Overhead is time per row over that of the bare call, minus one.
                """;
    }

    @Override
    public void run(Context context) throws Exception {
        BenchMlp mlp = new BenchMlp(context.seed());
        // Loaded after TensorFlow, ONNX Runtime ends the process: both bring libraries of the same names.
        try (Onnx onnx = new Onnx(mlp.onnx())) {
            run(mlp, onnx, context);
        }
    }

    private static void run(BenchMlp mlp, Onnx onnx, Context context) throws Exception {
        TensorFlowRuntime.start(context.home());
        Path models = context.home().resolve("serving-models");
        ArtifactId artifact = mlp.shelve(models);
        Path folder = models.resolve("bench").resolve("mlp");
        int lanes = Runtime.getRuntime().availableProcessors();
        try (ModelShelf shelf = new ModelShelf(context.home(), models);
                Bare bare = new Bare(BARE, folder, 0);
                Bare direct = new Bare(BARE + " in the caller's thread", folder, -1);
                Ours oneLane = new Ours(OURS + ", 1 lane", shelf, artifact, 1);
                Ours ours = new Ours(OURS + ", " + lanes + " lanes", shelf, artifact, lanes)) {
            List<ServingContender> contenders = List.of(bare, direct, oneLane, ours, onnx);
            agree(contenders, context);
            ServingTrial trial = new ServingTrial(context.seconds(), context.repetitions());
            alone(contenders, trial, context);
            together(contenders, trial, context);
        }
    }

    static Tensor random(int rows, long seed) {
        Random random = new Random(seed);
        float[] values = new float[rows * BenchMlp.COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Tensor(rows, BenchMlp.COLUMNS, values);
    }

    /** What is compared must be the same work: all answers agree, and how closely is told. */
    private static void agree(List<ServingContender> contenders, Context context) throws Exception {
        Tensor rows = random(1_000, context.seed());
        float[] first = contenders.getFirst().answer(rows);
        List<List<Object>> table = new ArrayList<>();
        for (ServingContender contender : contenders) {
            float[] answer = contender.answer(rows);
            double largest = 0;
            for (int i = 0; i < first.length; i++) {
                largest = Math.max(largest, Math.abs(answer[i] - first[i]));
            }
            if (largest > 1e-4 || answer.length != first.length) {
                throw new IllegalStateException(contender.name() + " answers something else: by up to " + largest);
            }
            table.add(List.of(contender.name(), String.format(java.util.Locale.ROOT, "%.1e", largest)));
        }
        context.report()
                .table(
                        "They answer the same",
                        "Largest difference to the bare call over 1,000 rows in one batch.",
                        List.of("contender", "difference"),
                        table);
    }

    private static void alone(List<ServingContender> contenders, ServingTrial trial, Context context) throws Exception {
        List<List<Object>> figures = new ArrayList<>();
        List<List<Object>> overheads = new ArrayList<>();
        for (int batch : BATCHES) {
            List<ServingTrial.Result> results = trial.run(contenders, random(batch, context.seed()), 1);
            results.forEach(result -> figures.add(row(batch, result)));
            for (ServingTrial.Result result : results) {
                if (result.contender().startsWith(OURS)) {
                    overheads.add(overhead(batch, result, results.getFirst()));
                }
            }
        }
        context.report()
                .table(
                        "One client",
                        "",
                        List.of("batch", "contender", "rows/s", "± rows/s", "p50 µs", "p99 µs", "calls"),
                        figures);
        context.report()
                .table(
                        "Overhead over the bare call",
                        "Goal: at most 10 % from batch 32 on. The interval is over repetitions, each against the bare call"
                                + " of the same repetition.",
                        List.of("batch", "ours", "overhead %", "± %", "goal %", "met"),
                        overheads);
    }

    private static List<Object> row(int batch, ServingTrial.Result result) {
        return List.of(
                batch,
                result.contender(),
                result.rowsPerSecond().mean(),
                result.rowsPerSecond().halfWidth(),
                result.latencies().micros(0.50),
                result.latencies().micros(0.99),
                result.latencies().count());
    }

    private static List<Object> overhead(int batch, ServingTrial.Result ours, ServingTrial.Result bare) {
        double[] percent = new double[ours.repetitions().length];
        for (int i = 0; i < percent.length; i++) {
            percent[i] = 100 * (bare.repetitions()[i] / ours.repetitions()[i] - 1);
        }
        ServingTrial.Interval interval = ServingTrial.Interval.of(percent);
        boolean hasGoal = batch >= GOAL_FROM_BATCH;
        return List.of(
                batch,
                ours.contender(),
                interval.mean(),
                interval.halfWidth(),
                hasGoal ? 100 * GOAL_OVERHEAD : Double.NaN,
                !hasGoal ? "–" : interval.mean() <= 100 * GOAL_OVERHEAD ? "yes" : "no");
    }

    private static void together(List<ServingContender> contenders, ServingTrial trial, Context context)
            throws Exception {
        List<List<Object>> figures = new ArrayList<>();
        for (int batch : List.of(1, 32)) {
            trial.run(contenders, random(batch, context.seed()), CLIENTS)
                    .forEach(result -> figures.add(row(batch, result)));
        }
        context.report()
                .table(
                        CLIENTS + " clients at once",
                        "Here requests that wait together travel together.",
                        List.of("batch", "contender", "rows/s", "± rows/s", "p50 µs", "p99 µs", "calls"),
                        figures);
    }
}
