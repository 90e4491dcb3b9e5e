package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.PriorSpend;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.PlanVersion;
import io.reprise.domain.model.campaign.Proposal;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.port.NextItems;
import io.reprise.domain.model.port.Signals;
import io.reprise.domain.model.stock.StockItem;
import io.reprise.domain.model.stock.StockItem.Share;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three items that differ in how they fit alone. */
class RecommendationsTest {

    private static final CampaignId SALE = new CampaignId("sale");
    private static final Pseudonym JO = new Pseudonym("jo");
    private static final Instant NOW = LiveSale.START.plus(Duration.ofHours(2));
    private static final Map<Sku, Double> FITS =
            Map.of(new Sku("BEST"), 0.5, new Sku("GOOD"), 0.3, new Sku("LAST"), 0.2);

    private final Map<Sku, Integer> left = new HashMap<>();
    private final SaleSignals saleSignals = new SaleSignals();
    private int asked;
    private Runnable meanwhile = () -> {};
    private Live live = live(Map.of());

    private final Recommendations recommendations = new Recommendations(
            sku -> stock(left.get(sku)),
            new Signals() {
                @Override
                public int receive(CampaignId campaign, int holdOutBps, List<Signal> signals, Instant at) {
                    throw new UnsupportedOperationException("only reads");
                }

                @Override
                public void enrol(CampaignId campaign, int holdOutBps, List<Pseudonym> shoppers, Instant at) {
                    throw new UnsupportedOperationException("only reads");
                }

                @Override
                public int recordPriorSpend(
                        CampaignId campaign, int holdOutBps, List<PriorSpend> shoppers, Instant at) {
                    throw new UnsupportedOperationException("only reads");
                }

                @Override
                public <T> T read(CampaignId campaign, Function<SaleSignals, T> question) {
                    return question.apply(saleSignals);
                }
            },
            question -> {
                asked++;
                meanwhile.run();
                return new NextItems.NextShares(
                        question.candidates().stream().map(FITS::get).toList(),
                        new ModelCall("planted", "1", "", "", "cpu", "", "", "", ""));
            });

    @BeforeEach
    void everythingIsInStock() {
        FITS.keySet().forEach(sku -> left.put(sku, 50));
    }

    private static StockItem stock(int units) {
        Share share = new Share(new TreeMap<>(Map.of(LiveSale.LEEDS, units)), 0, Map.of(), Set.of());
        return new StockItem(new TreeMap<>(), Map.of(SALE, share), Set.of(SALE), Map.of(), Set.of());
    }

    private static Live live(Map<Sku, Integer> discounts) {
        Plan like = LiveSale.plan();
        List<Plan.PlannedItem> items = FITS.keySet().stream()
                .sorted()
                .map(sku -> new Plan.PlannedItem(sku, sku.value(), 2_000, 900, 1_000))
                .toList();
        Plan plan = new Plan(
                like.name(),
                like.currency(),
                like.zone(),
                like.within(),
                like.lengthHours(),
                like.monitorMinutes(),
                like.pushWaves(),
                like.extraPushWaves(),
                like.holdOutBps(),
                like.discountBudgetCents(),
                like.guardrails(),
                items);
        Proposal proposal = new Proposal(
                new PlanVersion(1, plan, LiveSale.MEI),
                null,
                Optional.empty(),
                Optional.empty(),
                new ScheduleOutcome(
                        new TimeWindow(LiveSale.START, LiveSale.START.plus(Duration.ofHours(24))), List.of()),
                new InventoryOutcome(List.of()));
        SortedMap<Sku, Integer> inForce = new TreeMap<>(Campaign.planned(plan));
        inForce.putAll(discounts);
        return new Live(SALE, proposal, inForce, List.of(), List.of(), List.of(), List.of(), Optional.empty());
    }

    private List<String> shown(int count) {
        return recommendations.of(live, JO, count, NOW).lines().stream()
                .map(line -> line.item().sku().value())
                .toList();
    }

    @Test
    void aKeptListAnswersShorterAndLongerQuestionsAlike() {
        assertThat(shown(2)).containsExactly("BEST", "GOOD");
        assertThat(shown(3)).containsExactly("BEST", "GOOD", "LAST");
        assertThat(shown(1)).containsExactly("BEST");
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void whatSellsOutIsGoneFromTheNextAnswerOn() {
        shown(2);
        left.put(new Sku("BEST"), 0);

        assertThat(shown(2)).containsExactly("GOOD", "LAST");
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void whatSellsOutWhileTheModelIsAskedIsNotShownEither() {
        meanwhile = () -> left.put(new Sku("BEST"), 0);

        assertThat(shown(2)).containsExactly("GOOD", "LAST");
    }

    @Test
    void whatIsSoldOutBelowTheLinesThatAreAskedForDoesNotMatterYet() {
        shown(3);
        left.put(new Sku("LAST"), 0);

        assertThat(shown(2)).containsExactly("BEST", "GOOD");
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aPriceThatChangesShowsAtOnceAndReordersTheList() {
        shown(3);
        live = live(Map.of(new Sku("BEST"), 4_000));

        assertThat(shown(3)).containsExactly("GOOD", "BEST", "LAST");
        assertThat(recommendations.of(live, JO, 3, NOW).lines().get(1).priceCents())
                .isEqualTo(1_200);
    }

    @Test
    void aPriceBelowTheMarginFloorTakesAnItemOffTheList() {
        live = live(Map.of(new Sku("BEST"), 5_400));

        assertThat(shown(3)).containsExactly("GOOD", "LAST");
    }

    @Test
    void whatAShopperDoesIsSeenInTheNextAnswer() {
        shown(3);
        Signal view = new Signal("s", NOW, JO, Signal.Action.VIEW, new Sku("LAST"), 0, 100);
        saleSignals.on(new SignalsReceived(SALE, 0, List.of(view), NOW));

        shown(3);
        assertThat(asked).isEqualTo(2);
        recommendations.of(live, new Pseudonym("al"), 3, NOW);
        assertThat(asked).isEqualTo(3);
    }
}
