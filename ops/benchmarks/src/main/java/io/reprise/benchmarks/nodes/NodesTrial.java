package io.reprise.benchmarks.nodes;

import io.reprise.checker.Acknowledged;
import io.reprise.checker.LogChecker;
import io.reprise.domain.model.stock.StockCommand.AllocateStock;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.stock.StockCommand.ReleaseStock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Nodes that are killed while they sell, and what is in the log afterwards. */
final class NodesTrial {

    private final String uri;
    private final String database;
    private final long seed;
    private final int clients;
    private final List<Acknowledged> told = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private int started;

    NodesTrial(String uri, String database, long seed, int clients) {
        this.uri = uri;
        this.database = database;
        this.seed = seed;
        this.clients = clients;
    }

    /**
     * @param answeredPerSecond calls, over all nodes, from when all of them were there; kills included
     * @param failed calls that were told to try again
     * @param breaches of what must never be in a log, by the checker
     */
    record Result(double answeredPerSecond, long failed, int kills, long events, List<String> breaches) {}

    Result run(int nodes, int kills, Duration measured) throws Exception {
        try (Engine engine = new Engine(uri, database)) {
            open(engine);
            List<Node> running = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                running.add(start());
            }
            for (Node node : running) {
                node.ready.await();
            }
            long before = answered.get();
            long start = System.nanoTime();
            Duration step = measured.dividedBy(kills + 1L);
            for (int kill = 0; kill < kills; kill++) {
                Thread.sleep(step);
                running.removeFirst().kill();
                running.add(start());
            }
            Thread.sleep(step);
            double perSecond = (answered.get() - before) / ((System.nanoTime() - start) / 1e9);
            for (Node node : running) {
                node.kill();
            }
            close(engine);
            List<String> lines = LogLines.of(engine.log());
            List<String> breaches = LogChecker.checkFinished(lines, told).stream()
                    .map(breach -> breach.rule() + ": " + breach.detail())
                    .toList();
            return new Result(perSecond, failed.get(), kills + nodes, lines.size(), breaches);
        }
    }

    private static void open(Engine engine) {
        for (int item = 0; item < SharedSale.ITEMS; item++) {
            int all = SharedSale.UNITS * SharedSale.SALES;
            engine.send(new ReceiveStock(
                    SharedSale.item(item), SharedSale.WAREHOUSE, all, "receipt-" + item, SharedSale.AT));
            for (int sale = 0; sale < SharedSale.SALES; sale++) {
                engine.send(new AllocateStock(
                        SharedSale.item(item),
                        SharedSale.sale(sale),
                        new TreeMap<>(Map.of(SharedSale.WAREHOUSE, SharedSale.UNITS)),
                        SharedSale.AT));
            }
        }
    }

    private static void close(Engine engine) {
        for (int item = 0; item < SharedSale.ITEMS; item++) {
            for (int sale = 0; sale < SharedSale.SALES; sale++) {
                engine.send(new ReleaseStock(SharedSale.item(item), SharedSale.sale(sale), SharedSale.AT));
            }
        }
    }

    private Node start() throws IOException {
        String name = "node" + started++;
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeProcess.class.getName(),
                        uri,
                        database,
                        name,
                        Long.toString(seed + 1_000L * started),
                        Integer.toString(clients))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Node(process);
    }

    /** A process, and a thread that listens to what it says. */
    private final class Node {
        private final Process process;
        private final CountDownLatch ready = new CountDownLatch(1);
        private final Thread listening;

        private Node(Process process) {
            this.process = process;
            this.listening = Thread.ofVirtual().start(this::listen);
        }

        private void listen() {
            try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = said.readLine(); line != null; line = said.readLine()) {
                    hear(line);
                }
            } catch (IOException e) {
                // It was killed.
            } finally {
                ready.countDown();
            }
        }

        private void hear(String line) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case NodeProcess.READY -> ready.countDown();
                case "failed" -> failed.incrementAndGet();
                case "claim", "signals" -> {
                    // A line that was cut when its process was killed says nothing.
                    if (words.length == 4 && words[3].matches("true|false|\\d+")) {
                        answered.incrementAndGet();
                        remember(words);
                    }
                }
                default -> {
                    // What libraries say.
                }
            }
        }

        private void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
            listening.join();
        }
    }

    private void remember(String[] words) {
        synchronized (told) {
            if (words[0].equals("claim")) {
                told.add(Acknowledged.claim(words[1], words[2], Boolean.parseBoolean(words[3])));
            } else {
                for (int n = 0; n < Integer.parseInt(words[3]); n++) {
                    told.add(Acknowledged.signal(words[1], words[2] + "-" + n));
                }
            }
        }
    }
}
