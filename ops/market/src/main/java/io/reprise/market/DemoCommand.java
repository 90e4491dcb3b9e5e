package io.reprise.market;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;

/** One campaign from plan to close, over the public API, with a simulated market. */
@CommandLine.Command(name = "demo", description = "Plays one sale from plan to close.", mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH).withZone(ZoneId.of(DemoPlan.ZONE));

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
    private RepriseClient client;
    private String path;

    public static void main(String[] args) {
        System.exit(new CommandLine(new DemoCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        campaign = campaign == null ? "double-11-" + seed : campaign;
        client = new RepriseClient(url, this::say);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopBetweenSteps));
        path = "/api/v1/campaigns/" + campaign;
        try {
            Calibration calibration = Calibration.read(data);
            return play(calibration);
        } catch (RepriseClient.Refused | IllegalArgumentException | IllegalStateException e) {
            if (stopping.get()) {
                return 130;
            }
            System.err.println("demo: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        } finally {
            stopped.countDown();
        }
    }

    private void stopBetweenSteps() {
        stopping.set(true);
        client.hurry();
        try {
            stopped.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int play(Calibration calibration) {
        // Models are registered and evaluated while the server opens; before that none could be promoted.
        client.get("otto", "/actuator/health/readiness");
        promoteModels();
        DemoPlan plan = new DemoPlan(calibration, items, seed);
        if (exists()) {
            say("campaign '" + campaign + "' is " + page().get("phase").asText() + ": going on where it was");
        } else {
            say("receiving stock for " + items + " items in two warehouses");
            client.post("otto", "/api/v1/stock/receipts", plan.receipts());
            say("mei drafts 'Double 11' over " + items + " real items");
            client.post("mei", "/api/v1/campaigns", Map.of("campaignId", campaign, "plan", plan.plan()));
        }
        if (phase().equals("drafting")) {
            client.post(
                    "mei",
                    path + "/submit",
                    Map.of("planVersion", page().get("versions").size()));
            say("mei submits the plan; models forecast, policies decide schedule and stock");
        }
        Market market = new Market(calibration, scenario, seed, shoppers, ZoneId.of(DemoPlan.ZONE));
        Sale sale = new Sale(client, market, campaign, shoppers);
        if (!untilApproved()) {
            return stoppedEarly();
        }
        sale.enrol();
        if (!untilClosed(sale)) {
            return stoppedEarly();
        }
        return report();
    }

    private int stoppedEarly() {
        say("stopped; start again with the same seed to go on from here");
        return 130;
    }

    private void promoteModels() {
        for (JsonNode release : client.get("ana", "/api/v1/models")) {
            String stage = release.get("stage").asText();
            String name =
                    release.get("model").asText() + " " + release.get("version").asText();
            if (stage.equals("awaiting-approval")) {
                client.post("ana", "/api/v1/models/" + release.get("release").asText() + "/promote", Map.of());
                say(String.format(
                        Locale.ROOT,
                        "ana promotes model %s: %s %.4f against the baseline's %.4f on held-out data",
                        name,
                        release.get("metric").asText(),
                        release.get("error").asDouble(),
                        release.get("baselineError").asDouble()));
            } else if (!stage.equals("champion")) {
                say("model " + name + " is " + stage + " and does not decide");
            }
        }
    }

    private boolean exists() {
        try {
            page();
            return true;
        } catch (RepriseClient.Refused e) {
            if (e.status() == 404) {
                return false;
            }
            throw e;
        }
    }

    private JsonNode page() {
        return client.get("mei", path);
    }

    private String phase() {
        return page().get("phase").asText();
    }

    private Instant now() {
        return Instant.parse(client.get("otto", "/api/v1/clock").get("now").asText());
    }

    /** Lets everything happen that is due, then moves time. */
    private void advance(Instant to) {
        client.post("otto", "/api/v1/clock/advance", Map.of("to", to.toString()));
    }

    private boolean untilApproved() {
        boolean told = false;
        while (!stopping.get()) {
            advance(now());
            JsonNode page = page();
            switch (page.get("phase").asText()) {
                case "awaiting-approval" -> {
                    if (!told) {
                        tellProposal(page);
                        told = true;
                    }
                    answerPlan(page);
                }
                case "drafting" -> {
                    if (!told) {
                        say("the plan was sent back: "
                                + page.path("sentBackComment").asText() + " (revise and submit it at " + url
                                + "/campaigns/" + campaign + ")");
                        told = true;
                    }
                    RepriseClient.pause(Duration.ofSeconds(1));
                }
                case "predicting" -> RepriseClient.pause(Duration.ofMillis(200));
                default -> {
                    return true;
                }
            }
        }
        return false;
    }

    private void tellProposal(JsonNode page) {
        JsonNode schedule = page.get("schedule");
        int units = 0;
        for (JsonNode item : page.get("inventory").get("items")) {
            for (JsonNode n : item.get("allocated")) {
                units += n.asInt();
            }
        }
        say(String.format(
                "decided: start %s, 24 hours, %d push waves, %d units set aside",
                HOUR.format(Instant.parse(schedule.get("window").get("from").asText())),
                schedule.get("pushWaves").size(),
                units));
    }

    private void answerPlan(JsonNode page) {
        String role = page.get("approver").asText();
        if (autoApprove) {
            String who = role.equals("FINANCE") ? "finn" : "ana";
            client.post(
                    who,
                    path + "/approve",
                    Map.of("proposalHash", page.get("proposalHash").asText()));
            say(who + " approves the plan");
            return;
        }
        waitForPerson("the plan waits for " + role);
    }

    private String toldToWaitFor = "";

    private void waitForPerson(String what) {
        if (!toldToWaitFor.equals(what)) {
            toldToWaitFor = what;
            say(what + ": log in at " + url + "/inbox as ana or finn (password: the name)");
        }
        RepriseClient.pause(Duration.ofMillis(700));
    }

    private boolean untilClosed(Sale sale) {
        int orders = 0;
        int refused = 0;
        while (!stopping.get()) {
            JsonNode page = page();
            String phase = page.get("phase").asText();
            if (!phase.equals("live") && !phase.equals("approved")) {
                return true;
            }
            if (answerAdjustment(page)) {
                continue;
            }
            Instant now = now();
            if (phase.equals("approved")) {
                Instant start = Instant.parse(
                        page.get("schedule").get("window").get("from").asText());
                say("waiting for the hour of the sale, " + HOUR.format(start));
                advance(start);
                continue;
            }
            long started = System.nanoTime();
            Sale.Played played = sale.step(now);
            orders += played.orders();
            refused += played.refused();
            Instant next = now.plus(Market.STEP);
            advance(next);
            if (next.getEpochSecond() % 3600 == 0) {
                progress(next, orders, refused);
                orders = 0;
                refused = 0;
            }
            pace(started);
        }
        return false;
    }

    private void pace(long started) {
        if (!speed.equals("max")) {
            double seconds = Market.STEP.toSeconds() / Double.parseDouble(speed);
            long left = (long) (seconds * 1000) - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
            if (left > 0 && !stopping.get()) {
                RepriseClient.pause(Duration.ofMillis(left));
            }
        }
    }

    /** Whether an adjustment waited and was answered, or still waits for a person. */
    private boolean answerAdjustment(JsonNode page) {
        for (JsonNode adjustment : page.get("adjustments")) {
            if (adjustment.get("stage").asText().equals("PROPOSED")) {
                String decision = adjustment.get("decisionId").asText();
                JsonNode outcome = adjustment.get("outcome");
                String what = outcome.get("extraPush").asBoolean()
                        ? "an extra push wave"
                        : outcome.get("priceChanges").size() + " larger price changes";
                if (!autoApprove) {
                    waitForPerson("the re-tuner proposes " + what + " and waits for an answer");
                    advance(now());
                    return true;
                }
                client.post("ana", path + "/adjustments/" + decision + "/approve", Map.of());
                say("ana approves " + what + " (expected gain "
                        + money(outcome.get("expectedGainCents").asLong()) + ")");
                advance(now());
                return true;
            }
        }
        return false;
    }

    private void progress(Instant at, int orders, int refused) {
        JsonNode points = client.get("mei", path + "/kpis").get("points");
        JsonNode page = page();
        String line = String.format("%s  %3d orders", HOUR.format(at), orders);
        if (refused > 0) {
            line += ", " + refused + " found no stock";
        }
        if (!points.isEmpty()) {
            JsonNode last = points.get(points.size() - 1);
            line += String.format(
                    Locale.ROOT,
                    "  |  sold %d, expected %.0f (%.0f to %.0f), pace %.2f, %s",
                    last.get("units").asLong(),
                    last.get("expectedMid").asDouble(),
                    last.get("expectedLow").asDouble(),
                    last.get("expectedHigh").asDouble(),
                    last.get("pace").asDouble(),
                    money(last.get("revenueCents").asLong()));
        }
        say(line + lastAdjustment(page, at));
    }

    private static String what(JsonNode outcome) {
        int prices = outcome.get("priceChanges").size();
        if (prices > 0) {
            return prices + " prices changed";
        }
        return outcome.get("extraPush").asBoolean()
                ? "push wave sent"
                : "stock moved to " + outcome.path("stockMoves").size() + " items";
    }

    private static String lastAdjustment(JsonNode page, Instant at) {
        StringBuilder text = new StringBuilder();
        for (JsonNode adjustment : page.get("adjustments")) {
            boolean recent = Instant.parse(adjustment.get("at").asText()).isAfter(at.minus(Duration.ofHours(1)));
            if (recent && adjustment.get("stage").asText().equals("APPLIED")) {
                text.append("  |  ").append(what(adjustment.get("outcome")));
                text.append(adjustment.path("rule").asText().isEmpty() ? " (approved)" : " (automatic)");
            }
        }
        return text.toString();
    }

    private int report() {
        JsonNode page = page();
        JsonNode decisions = client.get("mei", path + "/decisions");
        String phase = page.get("phase").asText();
        if (!phase.equals("closed")) {
            say("the campaign ended as " + phase + ": " + page.path("endReason").asText());
            return CommandLine.ExitCode.SOFTWARE;
        }
        JsonNode r = page.get("report");
        int automatic = 0;
        int approved = 0;
        for (JsonNode adjustment : page.get("adjustments")) {
            if (adjustment.get("stage").asText().equals("APPLIED")) {
                boolean byRule = !adjustment.path("rule").asText().isEmpty();
                automatic += byRule ? 1 : 0;
                approved += byRule ? 0 : 1;
            }
        }
        System.out.println();
        System.out.println("Evaluation of '" + campaign + "'");
        line(
                "participation",
                "%.1f %% of the shoppers who saw the sale looked",
                100 * r.get("participation").asDouble());
        line("conversion", "%.1f %% of these bought", 100 * r.get("conversion").asDouble());
        line(
                "sales",
                "%d units, %s, margin %s, discounts given %s",
                r.get("units").asLong(),
                money(r.get("revenueCents").asLong()),
                money(r.get("marginCents").asLong()),
                money(r.get("discountGivenCents").asLong()));
        line(
                "against forecast",
                "%.0f units expected (band %.0f to %.0f)",
                r.get("forecastMid").asDouble(),
                r.get("forecastLow").asDouble(),
                r.get("forecastHigh").asDouble());
        line(
                "sell-through",
                "%.1f %% of the units set aside",
                100 * r.get("sellThrough").asDouble());
        line(
                "against hold-out",
                "%+.1f pence a shopper (95 %% interval %+.1f to %+.1f): the sale caused %s, %+.0f %%",
                r.get("liftPerShopperCents").asDouble(),
                r.get("liftLowCents").asDouble(),
                r.get("liftHighCents").asDouble(),
                money(r.get("causedRevenueCents").asLong()),
                100 * r.get("causedShare").asDouble());
        line("adjustments", "%d automatic, %d approved by a person", automatic, approved);
        line("decisions", "%d", decisions.size());
        System.out.println("outcome digest: " + OutcomeDigest.of(decisions));
        System.out.println("closed: " + url + "/campaigns/" + campaign);
        return CommandLine.ExitCode.OK;
    }

    private static void line(String name, String format, Object... values) {
        System.out.printf("  %-17s %s%n", name, String.format(Locale.ROOT, format, values));
    }

    private static String money(long cents) {
        return String.format(Locale.ROOT, "%s£%,.2f", cents < 0 ? "-" : "", Math.abs(cents) / 100.0);
    }

    private void say(String line) {
        System.out.println(line);
    }
}
