package io.reprise.benchmarks.models;

import io.reprise.benchmarks.models.SoakTrial.Minute;
import io.reprise.benchmarks.report.MemoryTrend;
import io.reprise.benchmarks.report.MemoryTrend.Sample;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.ml.serving.ArtifactId;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.ml.tensorflow.TensorFlowRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Whether memory outside the heap grows while models answer, and are swapped, for an hour. */
final class SoakPart implements ModelsPart {

    private static final int ARTIFACTS = 3;
    private static final double GROWTH_MAX_MIB_PER_HOUR = 5;
    private static final List<Integer> BATCHES = List.of(1, 7, 64, 300, 1_500);

    @Override
    public String howToRead() {
        return """
                # Serving for an hour: does memory grow?

                Two clients ask a server's whole way (queue, batching, DJL, TensorFlow, checks) with batches of 1 to 1,500
                rows, each resting nine times as long as it was answered, so that both together take about a fifth of a
                processor. Three artifacts of a perceptron 68 → 256 → 128 → 64 → 1 take turns, the next one every half minute
                by hot swap, so that models are loaded and freed all the while; every answer is compared to the bit with the
                first one of its artifact. Each minute, a quarter of a minute after a swap, the heap is collected and the process
                is looked at: resident is VmRSS of /proc/self/status, anonymous RssAnon; outside the heap is anonymous less what the
                heap has taken from the system (an upper bound of its resident part unless all of it is touched at the start, as
                -Xms, -Xmx and -XX:+AlwaysPreTouch do). Used by malloc is what TensorFlow, the compilers and all else took and did
                not free (malloc_info(3), without a collector's or a compiler's own mappings): a leak would be there. Growth is the
                median slope between all pairs of samples after the first sixth of the time (Theil and Sen), with its 95 %
                interval; one that lies above 5 MiB an hour counts as growing. Were the input and answer of each request kept, the
                rows column says how much it would be: 276 bytes a row.
                """;
    }

    @Override
    public void run(Context context) throws Exception {
        TensorFlowRuntime.start(context.home());
        Path models = context.home().resolve("soak-models");
        List<ArtifactId> artifacts = new ArrayList<>();
        for (int i = 0; i < ARTIFACTS; i++) {
            artifacts.add(new BenchMlp(context.seed() + i).shelve(models, "mlp-" + i));
        }
        List<Tensor> questions = BATCHES.stream()
                .map(rows -> ServingPart.random(rows, context.seed()))
                .toList();
        List<Minute> minutes;
        try (ModelShelf shelf = new ModelShelf(context.home(), models)) {
            minutes = new SoakTrial(shelf, artifacts, questions, Duration.ofMinutes(1), Duration.ofSeconds(30))
                    .run(context.minutes(), minute -> System.out.println(row(minute)));
        }
        List<Minute> settled = minutes.subList(minutes.size() / 6, minutes.size());
        Minute first = settled.getFirst();
        Minute last = settled.getLast();
        context.report()
                .table(
                        "Growth",
                        String.format(
                                Locale.ROOT,
                                "Minutes %d to %d, %,d requests with %,d rows, %d swaps.",
                                first.number(),
                                last.number(),
                                last.requests() - first.requests(),
                                last.rows() - first.rows(),
                                last.swaps() - first.swaps()),
                        List.of("memory", "growth", "first and last sample", "grows"),
                        List.of(
                                growth("outside the heap", settled, Minute::memory),
                                growth(
                                        "used by malloc",
                                        settled,
                                        minute -> new Sample(
                                                minute.memory().hours(),
                                                minute.malloc().usedMib(),
                                                0))));
        context.report()
                .table(
                        "Minute by minute",
                        "Requests, rows and swaps since the beginning; memory in MiB.",
                        List.of(
                                "minute",
                                "requests",
                                "rows",
                                "swaps",
                                "resident",
                                "anonymous",
                                "heap taken",
                                "outside the heap",
                                "used by malloc",
                                "free in malloc",
                                "processor %"),
                        minutes.stream().map(SoakPart::row).toList());
    }

    private static List<Object> growth(String memory, List<Minute> settled, Function<Minute, Sample> of) {
        List<Sample> samples = settled.stream().map(of).toList();
        MemoryTrend trend = MemoryTrend.of(samples);
        return List.of(
                memory,
                String.format(
                        Locale.ROOT,
                        "%+.1f (%+.1f to %+.1f) MiB an hour",
                        trend.mibPerHour(),
                        trend.low(),
                        trend.high()),
                String.format(
                        Locale.ROOT,
                        "%.1f and %.1f MiB",
                        samples.getFirst().outsideHeap(),
                        samples.getLast().outsideHeap()),
                trend.growsBy(GROWTH_MAX_MIB_PER_HOUR) ? "yes" : "no");
    }

    private static List<Object> row(Minute minute) {
        return List.of(
                minute.number(),
                minute.requests(),
                minute.rows(),
                minute.swaps(),
                told(minute.residentMib()),
                told(minute.memory().resident()),
                told(minute.memory().heap()),
                told(minute.memory().outsideHeap()),
                told(minute.malloc().usedMib()),
                told(minute.malloc().freeMib()),
                told(100 * minute.processorShare()));
    }

    private static String told(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
