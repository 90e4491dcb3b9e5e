package io.reprise.benchmarks.uplift;

import io.reprise.benchmarks.uplift.Contender.Sight;
import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.vocabulary.TimeWindow;
import io.reprise.market.Market;
import io.reprise.market.Market.Window;
import io.reprise.workflows.Forecasting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One campaign played from its plan to the end of the time around it, by one strategy in one market.
 *
 * @param log its events, as {@link EventLines} writes them
 */
record PlayedCampaign(Takings takings, List<String> log) {

    private static final Duration PLANNED_AHEAD = Duration.ofHours(12);

    static PlayedCampaign play(
            DrawnCampaign drawn, Market market, Contender strategy, Models models, DecisionRules rules) {
        World world = new World(drawn.id(), drawn.played().from().minus(PLANNED_AHEAD));
        Plan written = strategy.plan(drawn.plan());
        Oracle oracle = new Oracle(market.trueDemand(), written, world);
        Forecasting forecasting = strategy.sight() == Sight.MODELS
                ? new Forecasting(models.demand(), models.purchase(), world)
                : new Forecasting(oracle, oracle, world);
        return new Play(
                        drawn,
                        market,
                        world,
                        new CampaignPlay(drawn, strategy, rules, world, forecasting),
                        new Shop(drawn, market, world))
                .play(strategy.sight() != Sight.NO_SALE, written);
    }

    /** The parts of one play. */
    private record Play(DrawnCampaign drawn, Market market, World world, CampaignPlay campaign, Shop shop) {

        PlayedCampaign play(boolean sale, Plan written) {
            receive(false);
            if (sale) {
                long heldOut = drawn.heldOut().size();
                world.enrolled(DrawnCampaign.SHOPPERS - heldOut, heldOut);
                campaign.plan(written);
            }
            Optional<TimeWindow> window = campaign.sale();
            Optional<Instant> late = window.map(w -> w.from().plus(market.delay()));
            // Without a sale there is nothing to be late for: half of the way is as good as any time.
            Instant arrival = late.orElse(drawn.plan().within().from().plus(Duration.ofHours(24)));
            int adjustments = 0;
            int unanswered = 0;
            boolean arrived = false;
            for (Instant now = drawn.played().from();
                    now.isBefore(drawn.played().to());
                    now = now.plus(Market.STEP)) {
                world.advanceTo(now);
                if (!arrived && !now.isBefore(arrival)) {
                    receive(true);
                    arrived = true;
                }
                Live before = world.campaign() instanceof Live live ? live : null;
                campaign.carryOn();
                if (world.campaign() instanceof Live live) {
                    adjustments = count(live, Stage.APPLIED);
                    unanswered = count(live, Stage.EXPIRED);
                } else if (world.campaign() instanceof Ended
                        && window.isPresent()
                        && now.isBefore(window.get().to())) {
                    // Stopped early, or never launched.
                    window = before == null
                            ? Optional.empty()
                            : Optional.of(new TimeWindow(window.get().from(), now));
                }
                shop.step(window.map(w -> new Window(w.from(), w.to())));
            }
            return new PlayedCampaign(
                    shop.takings(
                            allocated(),
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
                int delayed = (int)
                        Math.floor(lot.units() * market.delayedShare(lot.sku().value()));
                int units = late ? delayed : lot.units() - delayed;
                if (units > 0) {
                    String receipt = lot.sku() + "-" + lot.warehouse() + (late ? "-late" : "");
                    world.carryOut(new ReceiveStock(lot.sku(), lot.warehouse(), units, receipt, world.instant()));
                }
            }
        }

        private long allocated() {
            return world.campaign() instanceof Ended ended && ended.proposal().isPresent()
                    ? ended.proposal().get().inventory().allocatedUnits()
                    : 0;
        }
    }
}
