package io.reprise.benchmarks.uplift;

import io.reprise.benchmarks.uplift.Contender.Sight;
import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.market.Market;
import io.reprise.market.Market.Window;
import io.reprise.market.TrueDemand;
import io.reprise.workflows.Forecasting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One campaign on its way from its plan to its end, by one contender in one market, a step of the market at a time. */
final class RunningCampaign {

    private static final Duration PLANNED_AHEAD = Duration.ofHours(12);

    private final DrawnCampaign drawn;
    private final Market market;
    private final Contender contender;
    private final World world;
    private final CampaignPlay campaign;
    private final Shop shop;
    private final Function<String, Lesson> lesson;
    private Optional<TimeWindow> window = Optional.empty();
    /** As it was first, which is what shoppers were told. */
    private Optional<TimeWindow> announced = Optional.empty();

    private Instant arrival;
    private boolean arrived;
    private int adjustments;
    private int unanswered;

    RunningCampaign(
            DrawnCampaign drawn,
            Market market,
            Contender contender,
            Models models,
            DecisionRules rules,
            EventLines log) {
        this(drawn, market, contender, models, rules, log, command -> command);
    }

    /** @param adjusting what becomes of the command to decide an adjustment */
    RunningCampaign(
            DrawnCampaign drawn,
            Market market,
            Contender contender,
            Models models,
            DecisionRules rules,
            EventLines log,
            UnaryOperator<TakeDecision> adjusting) {
        this.drawn = drawn;
        this.market = market;
        this.contender = contender;
        this.world = new World(drawn.id(), drawn.played().from().minus(PLANNED_AHEAD), log);
        TrueDemand demand = contender.sight() == Sight.ORACLE_OF_THE_WHOLE
                ? market.trueDemand().withItemsAlike()
                : market.trueDemand();
        Oracle oracle = new Oracle(demand, contender.plan(drawn.plan()), world);
        Forecasting forecasting = contender.sight() == Sight.MODELS
                ? new Forecasting(models.demand(), models.purchase(), world)
                : new Forecasting(oracle, oracle, world);
        this.campaign = new CampaignPlay(drawn, contender, rules, world, forecasting, adjusting);
        this.shop = new Shop(drawn, market, world);
        this.lesson = teacher -> Lesson.of(new RunningCampaign(
                drawn, market, Contender.named(teacher).orElseThrow(), models, rules, EventLines.counted()));
    }

    /** Goods arrive, and the sale is planned, decided, approved and given its stock. */
    void begin() {
        receive(false);
        if (contender.sight() != Sight.NO_SALE) {
            long heldOut = drawn.heldOut().size();
            world.enrolled(DrawnCampaign.SHOPPERS - heldOut, heldOut);
            Plan written = contender.plan(drawn.plan());
            campaign.plan(contender
                    .taught()
                    .map(teaching -> lesson.apply(teaching.teacher()).in(written, teaching.kinds()))
                    .orElse(written));
        }
        window = campaign.sale();
        announced = window;
        // Without a sale there is nothing to be late for: a day into the horizon is as good as any time.
        arrival = window.map(w -> w.from().plus(market.delay()))
                .orElse(drawn.plan().within().from().plus(Duration.ofHours(24)));
    }

    /** When the sale is; empty where there is none. */
    Optional<TimeWindow> window() {
        return window;
    }

    World world() {
        return world;
    }

    /** Does what is due by now. */
    void due(Instant now) {
        world.advanceTo(now);
        if (!arrived && !now.isBefore(arrival)) {
            receive(true);
            arrived = true;
        }
        boolean wasLive = world.campaign() instanceof Live;
        campaign.carryOn();
        if (world.campaign() instanceof Live live) {
            adjustments = count(live, Stage.APPLIED);
            unanswered = count(live, Stage.EXPIRED);
            window = campaign.sale();
        } else if (world.campaign() instanceof Ended
                && window.isPresent()
                && now.isBefore(window.get().to())) {
            // Stopped early, or never launched.
            window = wasLive ? Optional.of(new TimeWindow(window.get().from(), now)) : Optional.empty();
        }
    }

    /** Plays the market from now to the next step. */
    void shoppers() {
        shop.step(window.map(RunningCampaign::told), announced.map(RunningCampaign::told));
    }

    private static Window told(TimeWindow window) {
        return new Window(window.from(), window.to());
    }

    PlayedCampaign end() {
        long allocated =
                world.campaign() instanceof Ended ended && ended.proposal().isPresent()
                        ? ended.proposal().get().inventory().allocatedUnits()
                        : 0;
        return new PlayedCampaign(
                shop.takings(
                        world.allocatedUnits(),
                        adjustments,
                        unanswered,
                        world.campaign().phase()),
                world.log().lines());
    }

    private static int count(Live live, Stage stage) {
        return (int) live.adjustments().stream()
                .filter(a -> a.stage() == stage && !a.outcome().changesNothing())
                .count();
    }

    private void receive(boolean late) {
        for (DrawnCampaign.Lot lot : drawn.stock()) {
            int delayed =
                    (int) Math.floor(lot.units() * market.delayedShare(lot.sku().value()));
            int units = late ? delayed : lot.units() - delayed;
            if (units > 0) {
                String receipt = lot.sku() + "-" + lot.warehouse() + (late ? "-late" : "");
                world.carryOut(new ReceiveStock(lot.sku(), lot.warehouse(), units, receipt, world.instant()));
            }
        }
    }
}
