package io.reprise.domain.model.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.Alternative;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What past adjustments tell: the option that was taken, how probable it was, and what was bought after it. */
class ReconsideredAdjustmentsTest extends SaleToReconsider {

    private final CounterfactualReplay replay =
            new CounterfactualReplay(evidence, twice, policy(DecisionKind.ADJUSTMENT, "leave-alone/1"));

    /** What is told of a decision that stands in the place of the one with its id. */
    private List<LoggedChoice> logged(DecisionRecord decision) {
        List<CampaignEvent> history = sale.events().stream()
                .map(e -> e instanceof DecisionTaken taken
                                && taken.decision().id().equals(decision.id())
                        ? new DecisionTaken(taken.campaignId(), decision)
                        : e)
                .toList();
        return new LoggedAdjustments(Duration.ofHours(2), 0.1)
                .of(history, seen, List.of(replay.reconsider(decision).orElseThrow()), replay);
    }

    @Test
    void the_reward_is_what_was_bought_after_it_at_the_prices_then_in_force() {
        List<Reconsidered> otherwise = adjustments().stream()
                .map(d -> replay.reconsider(d).orElseThrow())
                .toList();
        List<LoggedChoice> choices =
                new LoggedAdjustments(Duration.ofHours(2), 0.1).of(sale.events(), seen, otherwise, replay);

        assertThat(choices).hasSize(2);
        assertThat(choices.get(0).option()).isEqualTo("small-price-steps");
        assertThat(choices.get(0).otherwise()).containsEntry("leave-it-alone", 1.0);
        assertThat(choices.get(0).unsupported()).isEqualTo(1);
        DecisionRecord first = adjustments().getFirst();
        Instant applied = sale.events().stream()
                .filter(CampaignEvent.AdjustmentApplied.class::isInstance)
                .map(CampaignEvent::at)
                .findFirst()
                .orElseThrow();
        AdjustmentInputs in = (AdjustmentInputs) first.inputs();
        double worth = 0;
        for (AdjustmentInputs.Item item : in.items()) {
            int after = ((AdjustmentOutcome) first.outcome())
                    .priceChanges().stream()
                            .filter(c -> c.sku().equals(item.sku()))
                            .map(AdjustmentOutcome.PriceChange::toBps)
                            .findFirst()
                            .orElse(item.discountBps());
            worth += seen.sold(item.sku(), new TimeWindow(first.at(), applied)) * worth(item, item.discountBps());
            worth += seen.sold(item.sku(), new TimeWindow(applied, first.at().plus(Duration.ofHours(2))))
                    * worth(item, after);
        }
        assertThat(worth).isPositive();
        assertThat(choices.getFirst().reward()).isCloseTo(worth, within(1e-6));
    }

    private static double worth(AdjustmentInputs.Item item, int discountBps) {
        long price = Price.discounted(item.regularPriceCents(), discountBps);
        return 1.1 * price - item.unitCostCents();
    }

    /** Where nothing else is done an option is named by the stock that is moved, and only if it is the one that is taken. */
    @Test
    void moving_stock_alone_is_the_option_of_leaving_the_sale_alone() {
        DecisionRecord first = adjustments().getFirst();
        DecisionRecord stockAlone = withAlternatives(
                first,
                List.of(
                        new Alternative("leave-it-alone", 0, "cents", false, 0, ""),
                        new Alternative("small-price-steps", 100, "cents", false, 0.1, ""),
                        new Alternative("return-stock", 40, "cents", true, 0.9, "")));
        LoggedChoice choice = logged(stockAlone).getFirst();

        assertThat(choice.option()).isEqualTo("leave-it-alone");
        assertThat(choice.logged()).containsEntry("leave-it-alone", 0.9);
        assertThat(choice.unsupported()).isZero();
        assertThat(choice.weight()).isCloseTo(1 / 0.9, within(1e-12));
        assertThat(choice.features()).doesNotContainKey("return-stock");
    }

    @Test
    void a_reward_model_sees_of_an_options_worth_what_falls_in_the_time_that_counts() {
        DecisionRecord first = adjustments().getFirst();
        int hoursLeft = ((AdjustmentInputs) first.inputs()).hoursLeft();
        assertThat(hoursLeft).as("more hours than the two that count").isGreaterThan(2);
        Map<String, List<Double>> features = features(first);
        Alternative taken = first.alternatives().stream()
                .filter(Alternative::chosen)
                .findFirst()
                .orElseThrow();
        assertThat(features.get("small-price-steps").get(1)).isCloseTo(taken.score() * 2 / hoursLeft, within(1e-6));
        // Whatever is done, what would be bought without it is the same.
        assertThat(features.values().stream().map(List::getFirst).distinct()).hasSize(1);
    }

    @Test
    void what_was_taken_without_a_probability_tells_nothing_and_is_left_out() {
        DecisionRecord first = adjustments().getFirst();
        DecisionRecord never = withAlternatives(
                first,
                first.alternatives().stream()
                        .map(a -> new Alternative(a.option(), a.score(), a.unit(), a.chosen(), 0, a.remark()))
                        .toList());
        assertThat(logged(never)).isEmpty();
    }

    /** What is tried out is recorded with the worth that one draw of the beliefs gave it: that draw is why it was taken. */
    @Test
    void a_reward_model_sees_what_was_tried_as_it_would_have_been_weighed_untried() {
        DecisionRecord first = adjustments().getFirst();
        DecisionRecord tried = withAlternatives(
                first,
                first.alternatives().stream()
                        .map(a -> new Alternative(
                                a.option(),
                                a.chosen() ? a.score() + 1e6 : a.score(),
                                a.unit(),
                                a.chosen(),
                                a.propensity(),
                                a.remark()))
                        .toList());
        assertThat(features(first)).isEqualTo(features(tried)).isNotEmpty();
    }

    private Map<String, List<Double>> features(DecisionRecord decision) {
        return logged(decision).getFirst().features();
    }

    private static DecisionRecord withAlternatives(DecisionRecord d, List<Alternative> alternatives) {
        return new DecisionRecord(
                d.id(),
                d.campaign(),
                d.kind(),
                d.policy(),
                d.parameters(),
                d.seed(),
                d.inputs(),
                d.evidence(),
                d.outcome(),
                alternatives,
                d.explanation(),
                d.actor(),
                d.at());
    }
}
