package io.reprise.benchmarks.claims;

import io.reprise.benchmarks.report.Latencies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that each claim a unit, wait for the answer, and claim the next. */
final class ClaimsTrial {

    /** So many that they last. */
    private static final int PLENTY = 500_000_000;

    private final int clients;
    private final Duration warmUp;
    private final Duration measured;

    ClaimsTrial(int clients, Duration warmUp, Duration measured) {
        this.clients = clients;
        this.warmUp = warmUp;
        this.measured = measured;
    }

    record Speed(double perSecond, double p50Micros, double p99Micros) {}

    private record Run(long granted, Latencies latencies) {}

    /** @throws IllegalStateException if what was stored is not what was answered */
    Speed speed(HotItem item, Path folder) throws Exception {
        try (HotItem.Shop shop = item.open(folder, PLENTY, clients)) {
            long start = System.nanoTime() + warmUp.toNanos();
            long end = start + measured.toNanos();
            List<Run> runs = atOnce(client -> {
                Latencies latencies = new Latencies();
                long granted = 0;
                for (long before = System.nanoTime(); before < end; granted++) {
                    if (!shop.claim(client, granted)) {
                        throw new IllegalStateException("a unit was refused although there are plenty");
                    }
                    long after = System.nanoTime();
                    if (before >= start && after <= end) {
                        latencies.add(after - before);
                    }
                    before = after;
                }
                return new Run(granted, latencies);
            });
            requireSold(item, runs.stream().mapToLong(Run::granted).sum(), shop.sold());
            Latencies all = Latencies.merged(runs.stream().map(Run::latencies).toList());
            return new Speed(all.count() / (measured.toNanos() / 1e9), all.micros(0.5), all.micros(0.99));
        }
    }

    /**
     * Sells everything there is, to clients that go on until they have been refused.
     *
     * @return units sold beyond what there was, by what clients were answered; 0 unless something is broken
     */
    long oversold(HotItem item, Path folder, int units) throws Exception {
        try (HotItem.Shop shop = item.open(folder, units, clients)) {
            List<Run> runs = atOnce(client -> {
                long granted = 0;
                while (shop.claim(client, granted)) {
                    granted++;
                }
                return new Run(granted, new Latencies());
            });
            long granted = runs.stream().mapToLong(Run::granted).sum();
            requireSold(item, granted, shop.sold());
            return granted - units;
        }
    }

    private static void requireSold(HotItem item, long granted, long sold) {
        if (granted != sold) {
            throw new IllegalStateException(item.name() + " granted " + granted + " units, but stored " + sold
                    + ": nothing measured on it counts");
        }
    }

    private interface Client {
        Run run(int number) throws Exception;
    }

    private List<Run> atOnce(Client client) throws Exception {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("client-", 0).factory())) {
            List<Future<Run>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int number = i;
                running.add(threads.submit(() -> client.run(number)));
            }
            List<Run> runs = new ArrayList<>();
            for (Future<Run> run : running) {
                runs.add(run.get());
            }
            return runs;
        }
    }
}
