package io.reprise.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Predicting;
import io.reprise.domain.model.campaign.Campaign.Proposed;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.PlanVersion;
import io.reprise.domain.model.campaign.Reach;
import io.reprise.domain.model.decision.Evidence.Exhibit;
import io.reprise.domain.model.decision.InventoryInputs.Supply;
import io.reprise.domain.model.decision.ScheduleInputs.Neighbour;
import io.reprise.domain.model.decision.ScheduleInputs.Portfolio;
import io.reprise.domain.model.decision.Tensor;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelUnavailable;
import io.reprise.domain.model.port.PlanSolver;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.stock.StockItem;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

    private static final CampaignId OURS = new CampaignId("ours");
    private static final CampaignId OPEN = new CampaignId("open");
    private static final CampaignId FIXED = new CampaignId("fixed");

    private final Map<String, byte[]> blobs = new HashMap<>();
    private final Map<CampaignId, Campaign> campaigns = new LinkedHashMap<>();

    private final Set<CampaignId> looked = new HashSet<>();

    private final EvidenceStore evidence = new EvidenceStore() {
        @Override
        public String put(byte[] content) {
            blobs.put(Sha256.hex(content), content);
            return Sha256.hex(content);
        }

        @Override
        public Optional<byte[]> get(String sha256) {
            return Optional.ofNullable(blobs.get(sha256));
        }
    };

    private Surroundings surroundings(int sharedShoppersBps, StockItem stock) {
        Campaigns all = new Campaigns() {
            @Override
            public Campaign load(CampaignId id) {
                looked.add(id);
                return campaigns.getOrDefault(id, Campaign.NOT_DRAFTED);
            }

            @Override
            public List<CampaignEvent> history(CampaignId id) {
                throw new UnsupportedOperationException("nobody asks");
            }

            @Override
            public List<CampaignId> all() {
                throw new UnsupportedOperationException("nobody asks");
            }

            @Override
            public List<CampaignId> open() {
                return List.copyOf(campaigns.keySet());
            }

            @Override
            public List<CampaignId> open(Predicate<Reach> near) {
                return campaigns.entrySet().stream()
                        .filter(entry -> near.test(Reach.of((Drafted) entry.getValue())))
                        .map(Map.Entry::getKey)
                        .toList();
            }
        };
        PlanSolver none = (problem, question) -> {
            throw new ModelUnavailable("no native code here");
        };
        return new Surroundings(all, sku -> stock, evidence, none, new PlanningLimits(3, sharedShoppersBps));
    }

    /** Forecast, and nothing decided. */
    private Predicting predicting(CampaignId id) {
        var plan = SampleHistory.plan(2_000);
        Exhibit demand = SampleModels.demand(plan);
        evidence.put(demand.output().toBytes());
        Forecast forecast = new Forecast(
                Forecast.DEMAND,
                demand.call(),
                plan.within().from(),
                plan.within().hours());
        Predicting predicting = new Predicting(
                id,
                new PlanVersion(1, plan, SampleHistory.MEI),
                new TreeMap<>(Map.of(Forecast.DEMAND, forecast)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        campaigns.put(id, predicting);
        return predicting;
    }

    private Proposed approved(CampaignId id) {
        SampleSale sale = new SampleSale(id).approved(SampleHistory.plan(2_000));
        sale.evidence().values().forEach(tensor -> evidence.put(tensor.toBytes()));
        campaigns.put(id, sale.state());
        return (Proposed) sale.state();
    }

    private static ExpectedSale expected(Campaign campaign) {
        return ExpectedSale.of(campaign).orElseThrow();
    }

    @Test
    void a_campaign_sees_what_is_fixed_and_what_is_still_open() {
        Predicting ours = predicting(OURS);
        predicting(OPEN);
        Proposed fixed = approved(FIXED);
        Portfolio portfolio = surroundings(10_000, StockItem.UNKNOWN).portfolio(expected(ours));
        assertThat(portfolio.neighbours()).extracting(Neighbour::campaign).containsExactly(FIXED, OPEN);
        assertThat(portfolio.neighbours()).extracting(Neighbour::isFixed).containsExactly(true, false);
        assertThat(portfolio.neighbours().get(0).within())
                .isEqualTo(fixed.proposal().schedule().window());
        assertThat(portfolio.sharedBps()).containsEntry(FIXED, 10_000).containsEntry(OPEN, 10_000);
        assertThat(portfolio.running().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(fixed.proposal().schedule().window().hours());
        assertThat(portfolio.pushes()).isEqualTo(fixed.proposal().schedule().pushWaves());
        assertThat(portfolio.atOnceMax()).isEqualTo(3);
    }

    @Test
    void where_campaigns_share_no_shoppers_only_their_number_counts() {
        Predicting ours = predicting(OURS);
        approved(FIXED);
        Portfolio portfolio = surroundings(0, StockItem.UNKNOWN).portfolio(expected(ours));
        assertThat(portfolio.neighbours()).isEmpty();
        assertThat(portfolio.pushes()).isEmpty();
        assertThat(portfolio.running()).contains(1);
    }

    @Test
    void stock_of_others_is_promised_until_they_have_taken_it_and_open_campaigns_are_rivals() {
        Predicting ours = predicting(OURS);
        predicting(OPEN);
        Proposed fixed = approved(FIXED);
        var now = ours.version().plan().within().from().minus(Duration.ofHours(5));
        Supply supply = surroundings(10_000, StockItem.UNKNOWN).supply(expected(ours), now);
        assertThat(supply.hoursUntilStart()).isEqualTo(5);
        assertThat(supply.promised()).hasSize(3);
        assertThat(supply.promised().get(0).units())
                .isEqualTo(fixed.proposal().inventory().items().get(0).allocated());
        assertThat(supply.rivals()).hasSize(3).allMatch(rival -> rival.campaign()
                .equals(OPEN));
        assertThat(supply.rivals().get(0).demand().mean()).isPositive();
        StockItem taken = new StockItem(new TreeMap<>(), Map.of(), Set.of(FIXED), Map.of(), Set.of());
        assertThat(surroundings(10_000, taken).supply(expected(ours), now).promised())
                .isEmpty();
    }

    @Test
    void without_a_solver_the_reason_is_recorded_and_nothing_is_proposed() {
        Tensor question = new Tensor(1, 1, new float[] {42});
        Exhibit exhibit =
                surroundings(10_000, StockItem.UNKNOWN).solved(PlanSolver.Problem.ALLOCATION, "allocation", question);
        assertThat(exhibit.output().rows()).isZero();
        assertThat(exhibit.call().isFallback()).isTrue();
        assertThat(exhibit.call().fallbackReason()).isEqualTo("no native code here");
        assertThat(evidence.get(exhibit.call().inputSha256())).contains(question.toBytes());
        assertThat(evidence.get(exhibit.call().outputSha256())).isPresent();
    }

    @Test
    void a_campaign_whose_forecast_is_lost_holds_nobody_up() {
        Predicting ours = predicting(OURS);
        predicting(OPEN);
        blobs.clear();
        Supply supply = surroundings(10_000, StockItem.UNKNOWN)
                .supply(expected(ours), ours.version().plan().within().from());
        assertThat(supply.rivals()).isEmpty();
    }

    @Test
    void a_campaign_of_another_week_with_the_same_items_is_a_rival_for_stock_and_not_looked_at_for_hours() {
        Predicting ours = predicting(OURS);
        Predicting open = predicting(OPEN);
        Plan later = open.version().plan();
        TimeWindow weeks = later.within();
        campaigns.put(
                OPEN,
                new Predicting(
                        OPEN,
                        new PlanVersion(
                                1,
                                later.movedTo(new TimeWindow(
                                        weeks.from().plus(Duration.ofDays(14)),
                                        weeks.to().plus(Duration.ofDays(14)))),
                                SampleHistory.MEI),
                        open.forecasts(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        Surroundings surroundings = surroundings(10_000, StockItem.UNKNOWN);
        assertThat(surroundings.portfolio(expected(ours)).neighbours()).isEmpty();
        assertThat(looked).isEmpty();
        assertThat(surroundings
                        .supply(expected(ours), weeks.from().minus(Duration.ofHours(5)))
                        .rivals())
                .isNotEmpty()
                .allMatch(rival -> rival.campaign().equals(OPEN));
    }
}
