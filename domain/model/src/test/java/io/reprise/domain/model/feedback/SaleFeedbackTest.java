package io.reprise.domain.model.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentApplied;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentReverted;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.Feedback;
import io.reprise.domain.model.decision.Feedback.ItemSales;
import io.reprise.domain.model.decision.Feedback.Response;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.sample.SampleEvaluations;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaleFeedbackTest {

    private final SampleEvaluations sale = SampleEvaluations.beforeClosing();
    private final Feedback feedback = SaleFeedback.of(sale.live(), sale.history(), sale.seen(), sale.soldOut());

    private List<DecisionRecord> decisions(Class<?> outcome) {
        return sale.history().stream()
                .filter(DecisionTaken.class::isInstance)
                .map(event -> ((DecisionTaken) event).decision())
                .filter(decision -> outcome.isInstance(decision.outcome()))
                .toList();
    }

    @Test
    void it_names_the_decisions_that_were_carried_out() {
        assertThat(feedback.schedule())
                .isEqualTo(decisions(ScheduleOutcome.class).getLast().id());
        assertThat(feedback.inventory())
                .isEqualTo(decisions(InventoryOutcome.class).getLast().id());
    }

    @Test
    void each_item_has_its_stock_and_what_it_sold_hour_by_hour() {
        assertThat(feedback.items()).hasSize(3);
        for (ItemSales item : feedback.items()) {
            assertThat(item.soldByHour()).hasSize(24);
            assertThat(item.soldByHour().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(sale.seen().sold(item.sku()));
            assertThat(item.soldOutAt().isPresent()).isEqualTo(sale.seen().sold(item.sku()) >= item.allocatedUnits());
        }
        assertThat(feedback.items()).anyMatch(item -> item.soldOutAt().isPresent());
    }

    @Test
    void each_adjustment_that_was_in_force_has_its_items_before_and_after() {
        List<AdjustmentApplied> applied = sale.history().stream()
                .filter(AdjustmentApplied.class::isInstance)
                .map(AdjustmentApplied.class::cast)
                .toList();
        assertThat(feedback.adjustments())
                .extracting(Response::decision)
                .containsExactlyElementsOf(
                        applied.stream().map(AdjustmentApplied::decisionId).toList());
        for (int i = 0; i < applied.size(); i++) {
            Response response = feedback.adjustments().get(i);
            AdjustmentApplied change = applied.get(i);
            assertThat(response.before().orElseThrow().to()).isEqualTo(change.at());
            assertThat(response.after().orElseThrow().from()).isEqualTo(change.at());
            assertThat(response.items()).hasSameSizeAs(change.priceChanges());
            AdjustmentOutcome decided = (AdjustmentOutcome) decisions(AdjustmentOutcome.class).stream()
                    .filter(decision -> decision.id().equals(change.decisionId()))
                    .findFirst()
                    .orElseThrow()
                    .outcome();
            assertThat(response.expectedGainCents()).isEqualTo(decided.expectedGainCents());
        }
    }

    @Test
    void what_is_counted_after_a_change_ends_where_it_is_taken_back() {
        SampleEvaluations stopped = SampleEvaluations.beforeLastWindowOfStoppedSale();
        AdjustmentReverted reverted = stopped.history().stream()
                .filter(AdjustmentReverted.class::isInstance)
                .map(AdjustmentReverted.class::cast)
                .findFirst()
                .orElseThrow();
        Response response = SaleFeedback.of(stopped.live(), stopped.history(), stopped.seen(), stopped.soldOut())
                .adjustments()
                .getFirst();

        assertThat(response.decision()).isEqualTo(reverted.decisionId());
        TimeWindow after = response.after().orElseThrow();
        assertThat(after.to()).isEqualTo(reverted.at());
        assertThat(response.items()).isNotEmpty().allSatisfy(moved -> {
            assertThat(moved.soldAfter()).isEqualTo(stopped.seen().sold(moved.sku(), after));
            assertThat(moved.priceAfterCents()).isNotEqualTo(moved.priceBeforeCents());
        });
    }

    @Test
    void it_is_the_same_at_every_call() {
        assertThat(SaleFeedback.of(sale.live(), sale.history(), sale.seen(), sale.soldOut()))
                .isEqualTo(feedback);
    }
}
