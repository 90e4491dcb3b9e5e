package io.reprise.benchmarks.eventlog;

import com.sun.management.OperatingSystemMXBean;
import io.reprise.benchmarks.report.Latencies;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Clients that each wait for one acknowledgement before they ask again, for some seconds. */
final class AppendTrial {

    /**
     * @param events recorded in the measured time
     * @param cpuMicros of this process for each event; a database in another process is not in it
     */
    record Result(
            Contender contender,
            int clients,
            long events,
            double perSecond,
            double p50,
            double p99,
            double cpuMicros) {}

    private static final OperatingSystemMXBean CPU =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Duration warmUp;
    private final Duration measured;

    AppendTrial(Duration warmUp, Duration measured) {
        this.warmUp = warmUp;
        this.measured = measured;
    }

    private record Run(long requested, Latencies measured) {}

    /** @throws IllegalStateException if the store does not hold exactly what was acknowledged */
    Result run(Contender contender, int clients, Path folder) throws Exception {
        try (OpenStore store = contender.open(folder, clients);
                ExecutorService threads = Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().name("client-", 0).factory())) {
            long start = System.nanoTime() + warmUp.toNanos();
            long end = start + measured.toNanos();
            List<Future<Run>> runs = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                OpenStore.Client client = store.client(i);
                runs.add(threads.submit(() -> requests(client, start, end)));
            }
            Future<Long> cpu = threads.submit(cpuBetween(start, end));
            long acknowledged = 0;
            List<Latencies> latencies = new ArrayList<>();
            for (Future<Run> run : runs) {
                acknowledged += get(run).requested();
                latencies.add(get(run).measured());
            }
            requireSame(contender, acknowledged, store.countEvents());
            Latencies all = Latencies.merged(latencies);
            return new Result(
                    contender,
                    clients,
                    all.count(),
                    all.count() / (measured.toNanos() / 1e9),
                    all.micros(0.50),
                    all.micros(0.99),
                    cpu.get() / 1e3 / all.count());
        }
    }

    private static Run requests(OpenStore.Client client, long start, long end) {
        Latencies measured = new Latencies();
        long acknowledged = 0;
        for (long before = System.nanoTime(); before < end; ) {
            acknowledged += client.request();
            long after = System.nanoTime();
            if (before >= start && after <= end) {
                measured.add(after - before);
            }
            before = after;
        }
        return new Run(acknowledged, measured);
    }

    private static Callable<Long> cpuBetween(long start, long end) {
        return () -> {
            TimeUnit.NANOSECONDS.sleep(start - System.nanoTime());
            long before = CPU.getProcessCpuTime();
            TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
            return CPU.getProcessCpuTime() - before;
        };
    }

    private static Run get(Future<Run> run) throws Exception {
        try {
            return run.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a client's request failed: " + e.getCause(), e.getCause());
        }
    }

    static void requireSame(Contender contender, long acknowledged, long stored) {
        if (acknowledged != stored) {
            throw new IllegalStateException(contender.name() + " acknowledged " + acknowledged
                    + " events, but its store holds " + stored + ": nothing measured on it counts");
        }
    }
}
