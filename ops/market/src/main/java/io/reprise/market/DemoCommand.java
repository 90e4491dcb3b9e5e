package io.reprise.market;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;

/** One campaign from plan to close, over the public API, with a simulated market. */
@CommandLine.Command(name = "demo", description = "Plays one sale from plan to close.", mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    /** What a shell says of a program that Ctrl-C ended. */
    private static final int INTERRUPTED = 130;

    @CommandLine.Option(names = "--url", defaultValue = "http://127.0.0.1:8080", description = "Where Reprise is.")
    private URI url;

    @CommandLine.Option(names = "--data", required = true, description = "Folder of market-calibration.json.")
    private Path data;

    @CommandLine.Option(names = "--seed", defaultValue = "7", description = "Seed of the market.")
    private long seed;

    @CommandLine.Option(names = "--speed", defaultValue = "360", description = "Times real time, or max.")
    private String speed;

    @CommandLine.Option(names = "--auto-approve", description = "Approve as ana and finn instead of waiting for you.")
    private boolean autoApprove;

    @CommandLine.Option(names = "--items", defaultValue = "24", description = "Items in the sale.")
    private int items;

    @CommandLine.Option(names = "--shoppers", defaultValue = "4000", description = "Shoppers in the market.")
    private int shoppers;

    @CommandLine.Option(names = "--scenario", defaultValue = "SLOW_START", description = "${COMPLETION-CANDIDATES}")
    private Scenario scenario;

    @CommandLine.Option(names = "--campaign", description = "Its name; double-11-SEED unless given.")
    private String campaign;

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);

    public static void main(String[] args) {
        System.exit(new CommandLine(new DemoCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        String name = campaign == null ? "double-11-" + seed : campaign;
        Narration narration = new Narration(url, name);
        RepriseClient client = new RepriseClient(url, narration::say);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopBetweenSteps(client)));
        try {
            return switch (play(Calibration.read(data), client, new CampaignApi(client, name), narration)) {
                case CLOSED -> CommandLine.ExitCode.OK;
                case NOT_CLOSED -> CommandLine.ExitCode.SOFTWARE;
                case STOPPED -> {
                    narration.say("stopped; start again with the same seed to go on from here");
                    yield INTERRUPTED;
                }
            };
        } catch (RepriseClient.Refused | IllegalArgumentException | IllegalStateException e) {
            if (stopping.get()) {
                return INTERRUPTED;
            }
            System.err.println("demo: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        } finally {
            stopped.countDown();
        }
    }

    private void stopBetweenSteps(RepriseClient client) {
        stopping.set(true);
        client.hurry();
        try {
            stopped.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Demo.Ending play(Calibration calibration, RepriseClient client, CampaignApi api, Narration narration) {
        Approvers approvers = new Approvers(client, api, narration, autoApprove);
        // Models are registered and evaluated while the server opens; before that none could be promoted.
        client.get("otto", "/actuator/health/readiness");
        approvers.promoteModels();
        plan(new DemoPlan(calibration, items, seed), client, api, narration);
        Market market = new Market(calibration, scenario, seed, shoppers, ZoneId.of(DemoPlan.ZONE));
        return new Demo(api, new ServerClock(client), approvers, narration, speed, stopping::get)
                .play(new Sale(client, market, api.name(), shoppers));
    }

    /** Whatever of it was not done before. */
    private void plan(DemoPlan plan, RepriseClient client, CampaignApi api, Narration narration) {
        if (api.exists()) {
            narration.say("campaign '" + api.name() + "' is " + phase(api) + ": going on where it was");
        } else {
            narration.say("receiving stock for " + items + " items in two warehouses");
            client.post("otto", "/api/v1/stock/receipts", plan.receipts());
            narration.say("mei drafts 'Double 11' over " + items + " real items");
            api.draft(plan.plan());
        }
        if (phase(api).equals("drafting")) {
            api.submit();
            narration.say("mei submits the plan; models forecast, policies decide schedule and stock");
        }
    }

    private static String phase(CampaignApi api) {
        return api.page().get("phase").asText();
    }
}
