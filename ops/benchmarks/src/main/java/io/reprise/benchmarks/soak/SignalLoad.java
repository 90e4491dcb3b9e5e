package io.reprise.benchmarks.soak;

import io.reprise.benchmarks.report.Latencies;
import io.reprise.benchmarks.server.ServerProcess;
import io.reprise.market.Market;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that send batches of what shoppers look at and put into carts in a sale, by HTTP, and wait for each until it is durable. */
final class SignalLoad {

    private static final int CART_OF = 20;

    private final ServerProcess server;
    private final String path;
    private final List<String> skus;
    private final int shoppers;
    private final int clients;
    private final int batch;
    private final long seed;
    /** Of all rounds, so that no id comes twice. */
    private final AtomicLong batches = new AtomicLong();

    /** @param path of the campaign, @param clients at once, @param batch signals that each sends */
    SignalLoad(ServerProcess server, String path, List<String> skus, int shoppers, int clients, int batch, long seed) {
        this.server = server;
        this.path = path;
        this.skus = skus;
        this.shoppers = shoppers;
        this.clients = clients;
        this.batch = batch;
        this.seed = seed;
    }

    /** @param acknowledged from when a batch was due until its acknowledgement */
    record Round(long signals, double seconds, Latencies acknowledged) {

        double perSecond() {
            return signals / seconds;
        }
    }

    /**
     * @param perSecond signals, of all clients; a client that is late catches up. Infinite: each as fast as it is answered
     * @param at when it all happens
     * @throws IllegalStateException if a batch is refused
     */
    Round send(double seconds, double perSecond, Instant at) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        List<Latencies> latencies = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Latencies>> sending = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                sending.add(threads.submit(() -> client(start, seconds, perSecond / clients, at)));
            }
            for (Future<Latencies> each : sending) {
                latencies.add(each.get());
            }
        }
        Latencies all = Latencies.merged(latencies);
        return new Round((long) all.count() * batch, (System.nanoTime() - start) / 1e9, all);
    }

    private Latencies client(long start, double seconds, double perSecond, Instant at) throws Exception {
        Latencies latencies = new Latencies();
        for (long sent = 0; ; sent++) {
            long due = start + (long) (1e9 * sent * batch / perSecond);
            long now = System.nanoTime();
            if (Math.max(now, due) - start > seconds * 1e9) {
                return latencies;
            }
            byte[] lines = lines(at);
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            long from = Double.isInfinite(perSecond) ? System.nanoTime() : due;
            server.post("shop", path + "/signals", "application/x-ndjson", lines);
            latencies.add(System.nanoTime() - from);
        }
    }

    private byte[] lines(Instant at) {
        long number = batches.incrementAndGet();
        SplittableRandom random = new SplittableRandom(seed + number);
        StringBuilder lines = new StringBuilder(160 * batch);
        for (int i = 0; i < batch; i++) {
            boolean isCart = random.nextInt(CART_OF) == 0;
            lines.append("{\"id\":\"soak-")
                    .append(number)
                    .append('-')
                    .append(i)
                    .append("\",\"at\":\"")
                    .append(at)
                    .append("\",\"shopper\":\"")
                    .append(Market.shopper(random.nextInt(shoppers)))
                    .append("\",\"action\":\"")
                    .append(isCart ? "CART" : "VIEW")
                    .append("\",\"sku\":\"")
                    .append(skus.get(random.nextInt(skus.size())))
                    .append("\",\"units\":0,\"priceCents\":1999}\n");
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}
