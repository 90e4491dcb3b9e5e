package io.reprise.benchmarks.models;

import io.reprise.benchmarks.report.Latencies;
import io.reprise.domain.model.decision.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hipparchus.distribution.continuous.TDistribution;

/** Contenders take turns at the same rows, repetition by repetition. */
final class ServingTrial {

    private static final double WARM_UP_SHARE = 0.5;

    /** @param mean of the repetitions, @param halfWidth of the 95 % interval of that mean */
    record Interval(double mean, double halfWidth) {

        static Interval of(double[] values) {
            double mean = Arrays.stream(values).average().orElse(Double.NaN);
            if (values.length < 2) {
                return new Interval(mean, Double.NaN);
            }
            double squares =
                    Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
            double error = Math.sqrt(squares / (values.length - 1) / values.length);
            return new Interval(mean, error * new TDistribution(values.length - 1).inverseCumulativeProbability(0.975));
        }
    }

    /** @param repetitions rows per second of each */
    record Result(String contender, double[] repetitions, Latencies latencies) {

        Interval rowsPerSecond() {
            return Interval.of(repetitions);
        }
    }

    private record Spell(double rowsPerSecond, Latencies latencies) {}

    private final double seconds;
    private final int repetitions;

    ServingTrial(double seconds, int repetitions) {
        this.seconds = seconds;
        this.repetitions = repetitions;
    }

    List<Result> run(List<ServingContender> contenders, Tensor rows, int clients) throws Exception {
        List<List<Spell>> spells = new ArrayList<>();
        for (ServingContender contender : contenders) {
            spell(contender, rows, clients, WARM_UP_SHARE * seconds);
            spells.add(new ArrayList<>());
        }
        for (int repetition = 0; repetition < repetitions; repetition++) {
            for (int i = 0; i < contenders.size(); i++) {
                spells.get(i).add(spell(contenders.get(i), rows, clients, seconds));
            }
        }
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < contenders.size(); i++) {
            results.add(new Result(
                    contenders.get(i).name(),
                    spells.get(i).stream().mapToDouble(Spell::rowsPerSecond).toArray(),
                    Latencies.merged(
                            spells.get(i).stream().map(Spell::latencies).toList())));
            System.out.printf(
                    "batch %d, %d clients, %s: %,.0f rows/s%n",
                    rows.rows(),
                    clients,
                    contenders.get(i).name(),
                    results.getLast().rowsPerSecond().mean());
        }
        return results;
    }

    private static Spell spell(ServingContender contender, Tensor rows, int clients, double seconds) throws Exception {
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        List<Latencies> all = new ArrayList<>();
        if (clients == 1) {
            all.add(client(contender, rows, end));
        } else {
            try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
                List<Callable<Latencies>> work = new ArrayList<>();
                for (int i = 0; i < clients; i++) {
                    work.add(() -> client(contender, rows, end));
                }
                for (Future<Latencies> each : threads.invokeAll(work)) {
                    all.add(each.get());
                }
            }
        }
        Latencies merged = Latencies.merged(all);
        double spent = (System.nanoTime() - start) / 1e9;
        return new Spell((double) merged.count() * rows.rows() / spent, merged);
    }

    private static Latencies client(ServingContender contender, Tensor rows, long end) throws Exception {
        Latencies latencies = new Latencies();
        long now = System.nanoTime();
        while (now < end) {
            float[] answer = contender.answer(rows);
            long after = System.nanoTime();
            if (answer.length == 0 || answer.length % rows.rows() != 0) {
                throw new IllegalStateException(
                        contender.name() + " answered " + answer.length + " values to " + rows.rows() + " rows");
            }
            latencies.add(after - now);
            now = after;
            if (Thread.interrupted()) {
                throw new InterruptedException("measuring was interrupted");
            }
        }
        return latencies;
    }
}
