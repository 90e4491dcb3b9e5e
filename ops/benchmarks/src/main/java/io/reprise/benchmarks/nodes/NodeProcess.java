package io.reprise.benchmarks.nodes;

import io.reprise.domain.axon.GroupedClaims;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.port.Claims;
import io.reprise.domain.model.stock.StockCommand.Claim;
import io.reprise.domain.model.stock.StockCommand.ClaimStock;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One of several nodes: takes claims and signals until it is killed, and says of each on its standard output what the caller was
 * told, once it was.
 */
public final class NodeProcess {

    static final String READY = "ready";

    private static final int SIGNALS = 20;
    private static final int CLAIM_OF_FIVE = 3;

    private final Engine engine;
    private final Claims claims;
    private final String name;

    private NodeProcess(Engine engine, String name) {
        this.engine = engine;
        this.claims = new GroupedClaims(engine::send);
        this.name = name;
    }

    /** @param args URI, database, name of the node, seed, clients */
    public static void main(String[] args) throws Exception {
        try (Engine engine = new Engine(args[0], args[1]);
                ExecutorService clients = Executors.newCachedThreadPool()) {
            NodeProcess node = new NodeProcess(engine, args[2]);
            say(READY);
            for (int i = 0; i < Integer.parseInt(args[4]); i++) {
                int client = i;
                long seed = Long.parseLong(args[3]) + client;
                clients.submit(() -> node.serve(client, new SplittableRandom(seed)));
            }
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private void serve(int client, SplittableRandom random) {
        for (int call = 0; ; call++) {
            String id = name + "-" + client + "-" + call;
            CampaignId sale = SharedSale.sale(random.nextInt(SharedSale.SALES));
            try {
                if (random.nextInt(5) < CLAIM_OF_FIVE) {
                    claim(sale, id, random.nextInt(SharedSale.ITEMS));
                } else {
                    signal(sale, id, random.nextInt(SharedSale.ITEMS));
                }
            } catch (RuntimeException e) {
                say("failed " + e.getClass().getSimpleName());
            }
        }
    }

    private void claim(CampaignId sale, String id, int item) {
        ClaimStock command = new ClaimStock(SharedSale.item(item), sale, List.of(new Claim(id, 1)), SharedSale.AT);
        boolean granted = claims.claim(command).get(id);
        say("claim " + sale + " " + id + " " + granted);
    }

    private void signal(CampaignId sale, String id, int item) {
        List<Signal> batch = new ArrayList<>();
        for (int n = 0; n < SIGNALS; n++) {
            batch.add(new Signal(
                    id + "-" + n,
                    SharedSale.AT,
                    new Pseudonym("shopper-" + n),
                    Signal.Action.VIEW,
                    SharedSale.item(item),
                    0,
                    999));
        }
        engine.signals().receive(sale, 0, batch, SharedSale.AT);
        say("signals " + sale + " " + id + " " + SIGNALS);
    }
}
