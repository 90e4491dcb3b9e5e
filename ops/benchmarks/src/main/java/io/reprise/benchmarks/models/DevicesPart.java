package io.reprise.benchmarks.models;

import io.reprise.benchmarks.models.ServingContender.Ours;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.ml.serving.ArtifactId;
import io.reprise.ml.tensorflow.DeviceChoice;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.tensorflow.ModelShelf.Shelved;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.proto.ConfigProto;

/** The artifacts of a home, and a perceptron, on a CPU and on a GPU in one process: whether they answer alike, and how fast. */
final class DevicesPart implements ModelsPart {

    private static final List<Integer> BATCHES = List.of(1, 64, 1_024);
    private static final int COMPARED_ROWS = 1_024;

    @Override
    public String howToRead() {
        return """
                # Models on a CPU and on a GPU

                How to read this: the whole way of a request through Reprise (circuit breaker, queue, batching thread, chunks, DJL,
                TensorFlow, checks), from a float array to a float array, for the same artifacts on both devices, which take turns within
                each repetition. One client asks again and again. On the CPU one thread works inside an operation and as many
                batches are worked on at once as there are processors; on the GPU two. ± is half of a 95 % interval over the
                repetitions (Student's t). Rows hold random whole numbers from 0 to 2, which every artifact takes.
                """;
    }

    @Override
    public void run(Context context) throws Exception {
        Path models = context.home().resolve("models");
        Path bench = context.home().resolve("serving-models");
        ArtifactId mlp = new BenchMlp(context.seed()).shelve(bench);
        try (ModelShelf shelf = new ModelShelf(context.home(), bench, DeviceChoice.GPU)) {
            // Where there is none, this says so and what to do.
            System.out.println("models run on the " + shelf.device() + " too");
        }
        List<List<Object>> alike = new ArrayList<>();
        List<List<Object>> speeds = new ArrayList<>();
        measure("perceptron", bench, mlp, BenchMlp.COLUMNS, context, alike, speeds);
        try (ModelShelf shelf = new ModelShelf(context.home(), models)) {
            for (Shelved shelved : shelf.all()) {
                if (!shelved.card().isBaseline()
                        && context.isContending(shelved.card().model())) {
                    ArtifactId artifact = new ArtifactId(
                            shelved.card().model(), shelved.card().artifactSha256());
                    measure(name(shelved), models, artifact, columns(shelved.folder()), context, alike, speeds);
                }
            }
        }
        context.report()
                .table(
                        "Whether they answer alike",
                        "Over " + COMPARED_ROWS
                                + " rows. A device class replays its own answers; “again” is a second artifact"
                                + " opened anew on the GPU, in the sizes of chunks that replay uses.",
                        List.of(
                                "artifact",
                                "largest difference",
                                "of values up to",
                                "again on the GPU: values that differ"),
                        alike);
        context.report()
                .table(
                        "How fast",
                        "",
                        List.of(
                                "artifact",
                                "batch",
                                "CPU rows/s",
                                "±",
                                "GPU rows/s",
                                "±",
                                "GPU p50 µs",
                                "p99 µs",
                                "ratio"),
                        speeds);
    }

    private static String name(Shelved shelved) {
        return shelved.card().model() + " " + shelved.card().artifactSha256().substring(0, 8);
    }

    /** Features of a row. */
    private static int columns(Path folder) {
        // Without a GPU, so that the first session to see one is a server's own, with its settings.
        ConfigProto onCpu = ConfigProto.newBuilder().putDeviceCount("GPU", 0).build();
        try (SavedModelBundle bundle = SavedModelBundle.loader(folder.toString())
                .withTags("serve")
                .withConfigProto(onCpu)
                .load()) {
            return (int) bundle.metaGraphDef()
                    .getSignatureDefOrThrow("serve")
                    .getInputsOrThrow("features")
                    .getTensorShape()
                    .getDim(1)
                    .getSize();
        }
    }

    private static void measure(
            String name,
            Path models,
            ArtifactId artifact,
            int columns,
            Context context,
            List<List<Object>> alike,
            List<List<Object>> speeds)
            throws Exception {
        try (ModelShelf onCpu = new ModelShelf(context.home(), models, DeviceChoice.CPU);
                ModelShelf onGpu = new ModelShelf(context.home(), models, DeviceChoice.GPU);
                Ours cpu = new Ours(
                        name + " on the CPU",
                        onCpu,
                        artifact,
                        Runtime.getRuntime().availableProcessors());
                Ours gpu = new Ours(name + " on the GPU", onGpu, artifact, 2)) {
            alike.add(alike(name, models, artifact, columns, onCpu, onGpu, context));
            ServingTrial trial = new ServingTrial(context.seconds(), context.repetitions());
            for (int batch : BATCHES) {
                List<ServingTrial.Result> results =
                        trial.run(List.of(cpu, gpu), rows(batch, columns, context.seed()), 1);
                ServingTrial.Interval slow = results.getFirst().rowsPerSecond();
                ServingTrial.Interval fast = results.getLast().rowsPerSecond();
                speeds.add(List.of(
                        name,
                        batch,
                        slow.mean(),
                        slow.halfWidth(),
                        fast.mean(),
                        fast.halfWidth(),
                        results.getLast().latencies().micros(0.50),
                        results.getLast().latencies().micros(0.99),
                        fast.mean() / slow.mean()));
            }
        }
    }

    private static List<Object> alike(
            String name,
            Path models,
            ArtifactId artifact,
            int columns,
            ModelShelf onCpu,
            ModelShelf onGpu,
            Context context) {
        Tensor rows = rows(COMPARED_ROWS, columns, context.seed());
        float[] cpu = onCpu.run(artifact.sha256(), rows).values();
        float[] gpu = onGpu.run(artifact.sha256(), rows).values();
        float[] again;
        try (ModelShelf anew = new ModelShelf(context.home(), models, DeviceChoice.GPU)) {
            again = anew.run(artifact.sha256(), rows).values();
        }
        double largest = 0;
        double size = 0;
        int changed = 0;
        for (int i = 0; i < cpu.length; i++) {
            largest = Math.max(largest, Math.abs(cpu[i] - gpu[i]));
            size = Math.max(size, Math.abs(cpu[i]));
            changed += Float.floatToIntBits(gpu[i]) == Float.floatToIntBits(again[i]) ? 0 : 1;
        }
        System.out.printf(
                Locale.ROOT,
                "%s: CPU and GPU differ by up to %.1e of values up to %.1e; again on the GPU %d of %d differ%n",
                name,
                largest,
                size,
                changed,
                gpu.length);
        return List.of(
                name,
                String.format(Locale.ROOT, "%.1e", largest),
                String.format(Locale.ROOT, "%.1e", size),
                changed + " of " + gpu.length);
    }

    private static Tensor rows(int rows, int columns, long seed) {
        Random random = new Random(seed);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(3);
        }
        return new Tensor(rows, columns, values);
    }
}
