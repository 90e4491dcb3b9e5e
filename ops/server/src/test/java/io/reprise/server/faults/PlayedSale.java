package io.reprise.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.checker.LogChecker;
import io.reprise.market.DemoCommand;
import io.reprise.server.RehearsalHome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;

/** The demo's sale, played against a server in a process of its own, over a network that may lose and double calls. */
public final class PlayedSale implements AutoCloseable {

    public static final long SEED = 7;

    private final ServerProcess server;
    private final Network network;
    private final PrintStream out = System.out;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private CompletableFuture<Integer> ended;

    private PlayedSale(ServerProcess server, Network network) {
        this.server = server;
        this.network = network;
    }

    /**
     * A fresh home with data and models; nothing is started yet.
     *
     * @param stores settings that name other stores than files
     * @param faultsPercent how many calls in a hundred are lost, doubled, or lose their answer
     */
    public static PlayedSale in(Path folder, Map<String, String> stores, int faultsPercent) throws IOException {
        ServerProcess server = new ServerProcess(RehearsalHome.in(folder), stores);
        return new PlayedSale(server, new Network(server.port(), SEED, faultsPercent));
    }

    public ServerProcess server() {
        return server;
    }

    Network network() {
        return network;
    }

    /** Shoppers and approvers begin; the server may still be starting. */
    public void begin() {
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        ended = CompletableFuture.supplyAsync(() -> new CommandLine(new DemoCommand())
                .execute(
                        "--url",
                        network.url(),
                        "--data",
                        server.home().resolve("data").toString(),
                        "--seed",
                        Long.toString(SEED),
                        "--items",
                        "12",
                        "--shoppers",
                        "1500",
                        "--speed",
                        "max",
                        "--auto-approve"));
    }

    public boolean isOver() {
        return ended.isDone();
    }

    /** What the market has told so far. */
    public String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    /**
     * Waits for the end, and stops the server.
     *
     * @return the digest of everything that was decided and sold
     */
    public String digest() throws InterruptedException, ExecutionException {
        int exit = ended.get();
        server.stop();
        return said().lines()
                .filter(line -> line.startsWith("outcome digest: "))
                .findFirst()
                .filter(digest -> exit == 0)
                .orElseThrow(() ->
                        new AssertionError("the sale was not played to its end: " + said() + "\n" + server.said()));
    }

    /** What must never be, read off the log of a sale that is over; the server must have stopped. */
    public List<LogChecker.Breach> breaches(List<String> archive) {
        return LogChecker.checkFinished(archive, network.told()).stream()
                .filter(breach -> !Set.of(LogChecker.DISCOUNT_BUDGET, LogChecker.STOCK_BUDGET)
                        .contains(breach.rule()))
                .toList();
    }

    /** Holds what a sale that is over left behind to what callers were told, and its views to a rebuild from the log. */
    static void check(PlayedSale sale, KeptStores kept) throws IOException, InterruptedException {
        assertThat(sale.network().told()).as("what callers were told").hasSizeGreaterThan(1_000);
        assertThat(sale.breaches(kept.archive())).isEmpty();
        Map<String, ?> views = kept.views();
        assertThat(views).isNotEmpty();
        assertThat(kept.rebuilt()).isEqualTo(views);
    }

    @Override
    public void close() {
        System.setOut(out);
        server.close();
        network.close();
    }
}
