package io.reprise.benchmarks.signals;

import com.sun.management.OperatingSystemMXBean;
import io.reprise.benchmarks.report.Latencies;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.audience.Signal;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that each send a batch, wait until it is durable, and send the next. What they send is made beforehand. */
final class SignalsTrial {

    private final SignalBatches batches;
    private final int clients;
    private final int batchesEach;

    SignalsTrial(SignalBatches batches, int clients, int batchesEach) {
        this.batches = batches;
        this.clients = clients;
        this.batchesEach = batchesEach;
    }

    /**
     * @param p99Millis from sending a batch until it is durable
     * @param cpuMicros of this process for each signal, which other work on the machine hardly changes
     */
    record Result(double perSecond, double p50Millis, double p99Millis, double megabytesPerSecond, double cpuMicros) {}

    private static final OperatingSystemMXBean CPU =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private record Made(List<Signal> signals, byte[] bytes) {}

    /** @param round ids differ between rounds */
    Result run(SignalPath path, int campaigns, Path folder, int round) throws Exception {
        List<List<Made>> made = new ArrayList<>();
        long bytes = 0;
        for (int client = 0; client < clients; client++) {
            List<Made> mine = new ArrayList<>();
            for (int n = 0; n < batchesEach; n++) {
                List<Signal> signals = batches.of(client, round * batchesEach + n);
                byte[] encoded = EventJson.text(signals).getBytes(StandardCharsets.UTF_8);
                bytes += encoded.length;
                mine.add(new Made(signals, encoded));
            }
            made.add(mine);
        }
        try (SignalPath.Open open = path.open(folder);
                ExecutorService threads = Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().name("client-", 0).factory())) {
            long start = System.nanoTime();
            long cpu = CPU.getProcessCpuTime();
            List<Future<Latencies>> sending = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int client = i;
                sending.add(threads.submit(() -> send(open, client % campaigns, made.get(client))));
            }
            List<Latencies> parts = new ArrayList<>();
            for (Future<Latencies> one : sending) {
                parts.add(one.get());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            Latencies all = Latencies.merged(parts);
            double signals = (double) clients * batchesEach * batches.batch();
            return new Result(
                    signals / seconds,
                    all.micros(0.5) / 1e3,
                    all.micros(0.99) / 1e3,
                    bytes / seconds / 1e6,
                    (CPU.getProcessCpuTime() - cpu) / 1e3 / signals);
        }
    }

    private static Latencies send(SignalPath.Open open, int campaign, List<Made> mine) throws Exception {
        Latencies latencies = new Latencies();
        for (Made batch : mine) {
            long before = System.nanoTime();
            open.send(campaign, batch.signals(), batch.bytes());
            latencies.add(System.nanoTime() - before);
        }
        return latencies;
    }
}
