package io.reprise.benchmarks.uplift;

import io.reprise.benchmarks.report.Latencies;
import io.reprise.benchmarks.report.Report;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.Guardrails;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.market.Calibration;
import io.reprise.market.Market;
import io.reprise.market.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * How soon what a window showed is acted upon. In memory and in one process: what is measured is reading signals, evaluating,
 * asking the model, deciding, the decision table, the core, and writing every event as JSON. Not in it: HTTP, the durable
 * append of the log, Axon's dispatch, the process engine's jobs.
 */
final class LiveTrial {

    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final int MARKETS = 20;

    /** Campaigns whose windows are timed one by one, and before them those that are not counted. */
    private static final int MEASURED = 10;

    private static final int WARM_UPS = 2;

    private final Calibration shop;
    private final Models models;
    private final long seed;

    LiveTrial(Calibration shop, Models models, long seed) {
        this.shop = shop;
        this.models = models;
        this.seed = seed;
    }

    void run(int campaigns, int seconds, Report report) throws Exception {
        adjusting(500, report);
        manyAtOnce(campaigns, seconds, report);
    }

    /** From the end of a window to its adjustment in force, for each window in which one was applied at once. */
    private void adjusting(int items, Report report) {
        Latencies latencies = new Latencies();
        DecisionRules rules = new DecisionRules();
        int windows = 0;
        for (int n = 0; n < WARM_UPS + MEASURED; n++) {
            DrawnCampaign all = DrawnCampaign.drawWhole(of(items), seed + n);
            DrawnCampaign drawn = all.as(all.id(), LiveTrial::often);
            RunningCampaign running = running(drawn, market(drawn).under(Scenario.WEAK), rules);
            running.begin();
            TimeWindow sale = running.window().orElseThrow();
            for (Instant now = sale.from(); now.isBefore(sale.to()); now = now.plus(Market.STEP)) {
                Optional<Live> before = live(running);
                long started = System.nanoTime();
                running.due(now);
                long took = System.nanoTime() - started;
                Optional<Live> after = live(running);
                // The first campaigns warm up. While a person is asked no window is looked at, and then several at
                // once.
                if (n >= WARM_UPS
                        && before.isPresent()
                        && after.isPresent()
                        && before.get().pending().isEmpty()
                        && after.get().windows().size()
                                == before.get().windows().size() + 1) {
                    windows++;
                    if (applied(after.get()) > applied(before.get())) {
                        latencies.add(took);
                    }
                }
                running.shoppers();
            }
        }
        report.table(
                "From a window's end to its adjustment in force",
                "One campaign with " + items
                        + " items on one thread, windows of ten minutes of its time, limits set so that "
                        + "most windows may be adjusted at once.",
                List.of("items", "windows", "adjusted", "p50 ms", "p90 ms", "p99 ms", "longest ms"),
                List.of(List.of(
                        items,
                        windows,
                        latencies.count(),
                        latencies.micros(0.5) / 1000,
                        latencies.micros(0.9) / 1000,
                        latencies.micros(0.99) / 1000,
                        latencies.micros(1) / 1000)));
    }

    private static Optional<Live> live(RunningCampaign running) {
        return Optional.of(running.world().campaign())
                .filter(Live.class::isInstance)
                .map(Live.class::cast);
    }

    private static long applied(Live live) {
        return live.adjustments().stream()
                .filter(a -> a.stage() == Stage.APPLIED)
                .count();
    }

    /** As many items as wanted: the real ones, again under other names. */
    private Calibration of(int items) {
        List<Calibration.Item> all = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            Calibration.Item item = shop.items().get(i % shop.items().size());
            int round = i / shop.items().size();
            all.add(
                    round == 0
                            ? item
                            : new Calibration.Item(
                                    item.sku() + "-" + round, item.name(), item.basePriceCents(), item.unitsPerDay()));
        }
        return new Calibration(all, shop.hourOfWeek());
    }

    private static Market market(DrawnCampaign drawn) {
        return new Market(
                drawn.calibration(), Scenario.NORMAL, drawn.seed(), DrawnCampaign.SHOPPERS, DrawnCampaign.ZONE);
    }

    private RunningCampaign running(DrawnCampaign drawn, Market market, DecisionRules rules) {
        return new RunningCampaign(
                drawn, market, Contender.named(Contender.REPRISE).orElseThrow(), models, rules, EventLines.counted());
    }

    /** A window each step of the market, and prices that may change in each by as much as they may at all, without anybody asked. */
    private static Plan often(Plan plan) {
        Guardrails g = plan.guardrails();
        return monitored(plan, new Guardrails(g.discountBpsMax(), g.marginBpsMin(), g.discountBpsMax(), 60, 0));
    }

    /** Campaigns that are all live, each with a window of its own every ten seconds, on as many threads as processors. */
    private void manyAtOnce(int campaigns, int seconds, Report report) throws Exception {
        int threads = Runtime.getRuntime().availableProcessors();
        List<List<RunningCampaign>> shares = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            shares.add(new ArrayList<>());
        }
        // Campaigns share markets, whose shoppers would not fit in memory a thousand times; a market is one thread's.
        List<DrawnCampaign> drawn = new ArrayList<>();
        List<Market> markets = new ArrayList<>();
        List<DecisionRules> rules = new ArrayList<>();
        for (int m = 0; m < MARKETS; m++) {
            drawn.add(DrawnCampaign.draw(shop, seed + m));
            markets.add(market(drawn.get(m)).under(Scenario.values()[m % Scenario.values().length]));
            rules.add(new DecisionRules());
        }
        for (int n = 0; n < campaigns; n++) {
            int m = n % MARKETS;
            DrawnCampaign one = drawn.get(m).as(new CampaignId("live-" + n), LiveTrial::everyStep);
            RunningCampaign running = running(one, markets.get(m), rules.get(m));
            running.begin();
            running.due(running.window().orElseThrow().from());
            running.shoppers();
            shares.get(m % threads).add(running);
        }
        long events = events(shares);
        List<Latencies> all = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            long start = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            List<Future<Latencies>> running = new ArrayList<>();
            for (List<RunningCampaign> share : shares) {
                running.add(workers.submit((Callable<Latencies>) () -> live(share, seconds, start)));
            }
            for (Future<Latencies> one : running) {
                all.add(one.get());
            }
        }
        tell(campaigns, seconds, threads, Latencies.merged(all), events(shares) - events, report);
    }

    private static long events(List<List<RunningCampaign>> shares) {
        return shares.stream()
                .flatMap(List::stream)
                .mapToLong(running -> running.world().log().size())
                .sum();
    }

    /** @return from the end of each window until all that follows from it was done */
    private static Latencies live(List<RunningCampaign> share, int seconds, long start) throws InterruptedException {
        Latencies latencies = new Latencies();
        long between = WINDOW.toNanos() / share.size();
        for (int window = 1; window * WINDOW.toSeconds() <= seconds; window++) {
            for (int n = 0; n < share.size(); n++) {
                long ends = start + (window - 1) * WINDOW.toNanos() + n * between;
                long early = ends - System.nanoTime();
                if (early > 0) {
                    TimeUnit.NANOSECONDS.sleep(early);
                }
                RunningCampaign running = share.get(n);
                running.due(running.window().orElseThrow().from().plus(Market.STEP.multipliedBy(window)));
                latencies.add(System.nanoTime() - ends);
                running.shoppers();
            }
        }
        return latencies;
    }

    private static void tell(int campaigns, int seconds, int threads, Latencies latencies, long events, Report report) {
        long late = 0;
        for (double share = 1; share > 0 && latencies.micros(share) > WINDOW.toMillis() * 1000.0; share -= 1e-4) {
            late++;
        }
        report.table(
                "Campaigns live at once",
                "Windows of ten seconds on " + threads
                        + " threads, which also play the shoppers (ten minutes of a campaign's "
                        + "time in each window). Latency is from a window's end until all that follows from it was done; late is "
                        + "what was not done when the next window ended.",
                List.of(
                        "campaigns",
                        "seconds",
                        "windows",
                        "events",
                        "p50 ms",
                        "p99 ms",
                        "longest ms",
                        "late of 10,000"),
                List.of(List.of(
                        campaigns,
                        seconds,
                        latencies.count(),
                        events,
                        latencies.micros(0.5) / 1000,
                        latencies.micros(0.99) / 1000,
                        latencies.micros(1) / 1000,
                        late)));
    }

    private static Plan everyStep(Plan plan) {
        return monitored(plan, plan.guardrails());
    }

    /** A window each step of the market. */
    private static Plan monitored(Plan plan, Guardrails guardrails) {
        return new Plan(
                plan.name(),
                plan.currency(),
                plan.zone(),
                plan.within(),
                plan.lengthHours(),
                (int) Market.STEP.toMinutes(),
                plan.pushWaves(),
                plan.extraPushWaves(),
                plan.holdOutBps(),
                plan.discountBudgetCents(),
                guardrails,
                plan.items(),
                plan.steering());
    }
}
