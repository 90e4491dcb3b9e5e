package io.reprise.domain.model.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.campaign.CampaignEvent.CampaignDrafted;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.AdjustmentInputs.Ahead;
import io.reprise.domain.model.decision.AdjustmentInputs.Group;
import io.reprise.domain.model.decision.AdjustmentInputs.ItemAhead;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.DecisionQuality;
import io.reprise.domain.model.decision.DecisionQuality.Stocked;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.registry.PriceTier;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.transparency.SaleGroups.Gap;
import io.reprise.domain.model.transparency.SaleGroups.ItemGroup;
import io.reprise.domain.model.transparency.SaleGroups.ShopperGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SaleGroupsTest {

    private final Plan plan = SampleHistory.closedSale().events().stream()
            .filter(CampaignDrafted.class::isInstance)
            .map(e -> ((CampaignDrafted) e).plan())
            .findFirst()
            .orElseThrow();

    /** One that changes prices. */
    private final DecisionRecord adjustment = SampleHistory.closedSale().events().stream()
            .filter(DecisionTaken.class::isInstance)
            .map(e -> ((DecisionTaken) e).decision())
            .filter(d -> d.outcome() instanceof AdjustmentOutcome outcome
                    && !outcome.priceChanges().isEmpty())
            .findFirst()
            .orElseThrow();

    private static DecisionRecord with(DecisionRecord d, AdjustmentInputs in, AdjustmentOutcome outcome) {
        return new DecisionRecord(
                d.id(),
                d.campaign(),
                d.kind(),
                d.policy(),
                d.parameters(),
                d.seed(),
                in,
                d.evidence(),
                outcome,
                d.alternatives(),
                d.explanation(),
                d.actor(),
                d.at());
    }

    private SaleGroups of(Optional<DecisionQuality> quality, List<DecisionRecord> adjustments) {
        return SaleGroups.of(Optional.of(plan), quality, adjustments, adjustments);
    }

    @Test
    void forecasts_of_cheaper_and_dearer_items_are_told_apart() {
        List<Stocked> items = new ArrayList<>();
        for (int i = 0; i < plan.items().size(); i++) {
            items.add(new Stocked(plan.items().get(i).sku(), 9, 9, 10 + i, 0, 5, 12, 20, 1, 0.5, 24));
        }
        SaleGroups groups = of(Optional.of(new DecisionQuality(null, adjustment.id(), items, List.of())), List.of());

        assertThat(groups.items().stream().mapToInt(ItemGroup::items).sum()).isEqualTo(items.size());
        for (ItemGroup group : groups.items()) {
            List<Stocked> its = items.stream()
                    .filter(item -> PriceTier.of(plan.item(item.sku()).regularPriceCents() / 100.0)
                            .equals(group.group()))
                    .toList();
            double sold = its.stream().mapToInt(Stocked::soldUnits).sum();
            double off = its.stream()
                    .mapToDouble(item -> Math.abs(item.expectedMid() - item.soldUnits()))
                    .sum();
            assertThat(group.soldUnits()).isEqualTo((long) sold);
            assertThat(group.wape().orElseThrow()).isCloseTo(off / sold, within(1e-12));
            assertThat(group.bias().orElseThrow()).isCloseTo((12 * its.size() - sold) / sold, within(1e-12));
            assertThat(group.coverage()).isCloseTo(0.5, within(1e-12));
        }
        assertThat(groups.gap()).as("nobody is told apart").isEmpty();
    }

    @Test
    void items_are_grouped_by_their_regular_price_in_its_order() {
        List<PlannedItem> items = List.of(
                new PlannedItem(SampleHistory.LAMP, "Lamp", 2_999, 1_400, 0),
                new PlannedItem(SampleHistory.MUG, "Mug", 300, 100, 0),
                new PlannedItem(SampleHistory.THROW, "Throw", 199, 50, 0));
        Plan cheap = plan.with(plan.name(), plan.guardrails(), items);
        List<Stocked> sold = items.stream()
                .map(item -> new Stocked(item.sku(), 9, 9, 3, 0, 5, 12, 20, 1, 0.5, 24))
                .toList();
        assertThat(SaleGroups.of(
                                Optional.of(cheap),
                                Optional.of(new DecisionQuality(null, adjustment.id(), sold, List.of())),
                                List.of(),
                                List.of())
                        .items())
                .extracting(ItemGroup::group)
                .containsExactly("below 2", "2 to 5", "5 and more");
    }

    @Test
    void a_group_that_bought_nothing_has_no_relative_error() {
        List<Stocked> none = List.of(new Stocked(plan.items().getFirst().sku(), 9, 9, 0, 0, 5, 12, 20, 1, 0.5, 24));

        assertThat(of(Optional.of(new DecisionQuality(null, adjustment.id(), none, List.of())), List.of())
                        .items())
                .singleElement()
                .satisfies(group -> assertThat(group.wape()).isEmpty());
    }

    @Test
    void how_differently_groups_of_shoppers_were_treated_is_told_beside_what_the_plan_allows() {
        AdjustmentInputs in = (AdjustmentInputs) adjustment.inputs();
        PriceChange change =
                ((AdjustmentOutcome) adjustment.outcome()).priceChanges().getFirst();
        List<Integer> lampsOnly = new ArrayList<>();
        List<Integer> nothingOfIt = new ArrayList<>();
        in.items().forEach(item -> {
            lampsOnly.add(item.sku().equals(change.sku()) ? 100 : 0);
            nothingOfIt.add(item.sku().equals(change.sku()) ? 0 : 100);
        });
        AdjustmentOutcome only = new AdjustmentOutcome(List.of(change), false, 0, 10_000);
        DecisionRecord fair = with(adjustment, in.with(ahead(in, lampsOnly, lampsOnly)), only);
        DecisionRecord unfair = with(adjustment, in.with(ahead(in, lampsOnly, nothingOfIt)), only);

        assertThat(of(Optional.empty(), List.of(fair)).gap()).contains(new Gap(1, 0, 500));
        SaleGroups groups = of(Optional.empty(), List.of(fair, unfair));
        assertThat(groups.gap()).contains(new Gap(2, Math.abs(change.toBps() - change.fromBps()), 500));
        assertThat(groups.shoppers()).contains(new ShopperGroup("new", 50, 100));
    }

    @Test
    void where_the_shop_tells_no_groups_none_are_treated_differently() {
        AdjustmentInputs in = (AdjustmentInputs) adjustment.inputs();
        Ahead known = ahead(in, List.of(), List.of());
        Ahead nobody = new Ahead(
                known.hours(), known.end(), List.of(), 0, 0, 10_000, List.of(), 0, known.items(), List.of(), 500);
        DecisionRecord blind = with(adjustment, in.with(nobody), (AdjustmentOutcome) adjustment.outcome());

        SaleGroups groups = of(Optional.empty(), List.of(blind));
        assertThat(groups.gap()).isEmpty();
        assertThat(groups.shoppers()).isEmpty();
    }

    private static Ahead ahead(AdjustmentInputs in, List<Integer> byNew, List<Integer> byReturning) {
        return new Ahead(
                in.hoursLeft(),
                Instant.EPOCH,
                List.of(),
                0,
                0,
                10_000,
                List.of(),
                0,
                Collections.nCopies(in.items().size(), new ItemAhead(false, 0, List.of(), 0, new TreeMap<>())),
                List.of(new Group("new", 50, List.of(), byNew), new Group("returning", 80, List.of(), byReturning)),
                500);
    }
}
