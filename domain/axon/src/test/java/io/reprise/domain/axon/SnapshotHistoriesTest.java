package io.reprise.domain.axon;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.CampaignCommand.Route;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignHistory;
import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.stock.StockCommand;
import io.reprise.domain.model.stock.StockCommand.AllocateStock;
import io.reprise.domain.model.stock.StockCommand.Claim;
import io.reprise.domain.model.stock.StockCommand.ClaimStock;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.stock.StockCommand.ReleaseStock;
import io.reprise.domain.model.stock.StockEvent;
import io.reprise.domain.model.stock.StockItem;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** State from snapshots and tails against state folded from the first event, over random histories. */
class SnapshotHistoriesTest {

    private static final List<CampaignId> CAMPAIGNS =
            List.of(new CampaignId("spring"), new CampaignId("summer"), new CampaignId("autumn"));
    private static final List<WarehouseId> WAREHOUSES = List.of(SampleHistory.NORTH, SampleHistory.SOUTH);

    private static final List<UnaryOperator<SampleSale>> RUNNING = List.of(
            sale -> sale.window(0.6, Course.CONTINUE),
            sale -> sale.window(0.6, Course.ADJUST),
            sale -> sale.decideAdjustment(SampleModels.MILD),
            sale -> sale.route(Route.AUTOMATIC, "adjustment-guardrails/1#rule_small_step"),
            sale -> sale.revertAdjustment("A competitor was down."),
            sale -> sale.window(0.6, Course.ADJUST),
            sale -> sale.decideAdjustment(SampleModels.STEEP),
            sale -> sale.route(Route.APPROVAL, "adjustment-guardrails/1#rule_large_step"),
            sale -> sale.rejectAdjustment("Not yet."));

    /** Folds with a snapshot now and then, each taken through its stored form. */
    private static <S, E> S foldWithSnapshots(
            StateForm<S> form, S initial, List<E> events, BiFunction<S, E, S> evolve, Random random)
            throws IOException {
        S state = initial;
        for (E event : events) {
            state = evolve.apply(state, event);
            if (random.nextInt(4) == 0) {
                state = form.read(form.write(state));
            }
        }
        return state;
    }

    @Property(tries = 20)
    void campaigns(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        SampleSale sale = sale(random);
        Campaign state = foldWithSnapshots(
                StateForm.CAMPAIGN,
                Campaign.NOT_DRAFTED,
                sale.events(),
                (Campaign before, CampaignEvent event) -> CampaignHistory.evolve(before, event),
                random);
        assertThat(state).isEqualTo(sale.state());
    }

    private static SampleSale sale(Random random) {
        SampleSale sale = new SampleSale(SampleHistory.TROUBLED).draft(SampleHistory.plan(1_500));
        for (int version = random.nextInt(3); version > 0; version--) {
            sale.submit().predict().requestApproval().sendBack("Again, with another discount.");
            sale.revise(SampleHistory.plan(1_500 + 100 * version));
        }
        // Forecasts and thresholds are those of this plan.
        sale.revise(SampleHistory.plan(2_000)).submit().predict().requestApproval();
        sale = random.nextBoolean() ? sale.escalate().approve() : sale.approve();
        if (random.nextInt(5) == 0) {
            return sale.failLaunch("There is no power in the north.");
        }
        sale.secureStock().launch();
        for (UnaryOperator<SampleSale> step : RUNNING.subList(0, random.nextInt(RUNNING.size() + 1))) {
            sale = step.apply(sale);
        }
        return random.nextBoolean() ? sale.stop("The photographs show another lamp.") : sale;
    }

    @Property(tries = 100)
    void stock(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        StockItem folded = StockItem.UNKNOWN;
        List<StockEvent> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            if (StockItem.decide(folded, command(random, i)) instanceof Outcome.Accepted<StockEvent> accepted) {
                for (StockEvent event : accepted.events()) {
                    events.add(event);
                    folded = StockItem.evolve(folded, event);
                }
            }
        }
        assertThat(foldWithSnapshots(StateForm.STOCK_ITEM, StockItem.UNKNOWN, events, StockItem::evolve, random))
                .isEqualTo(folded);
    }

    private static StockCommand command(Random random, int i) {
        Instant at = SampleHistory.DRAFTED.plusSeconds(i);
        CampaignId campaign = CAMPAIGNS.get(random.nextInt(CAMPAIGNS.size()));
        WarehouseId warehouse = WAREHOUSES.get(random.nextInt(WAREHOUSES.size()));
        return switch (random.nextInt(8)) {
            case 0, 1, 2 ->
                new ReceiveStock(SampleHistory.LAMP, warehouse, 1 + random.nextInt(50), "receipt-" + i % 20, at);
            case 3, 4 -> {
                TreeMap<WarehouseId, Integer> units = new TreeMap<>();
                units.put(warehouse, 1 + random.nextInt(20));
                yield new AllocateStock(SampleHistory.LAMP, campaign, units, at);
            }
            case 5, 6 ->
                new ClaimStock(
                        SampleHistory.LAMP,
                        campaign,
                        List.of(new Claim("claim-" + random.nextInt(30), 1 + random.nextInt(3))),
                        at);
            default -> new ReleaseStock(SampleHistory.LAMP, campaign, at);
        };
    }
}
