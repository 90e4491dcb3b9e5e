package io.reprise.domain.model.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentApplied;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentReverted;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.Plan.PlannedItem;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.Feedback;
import io.reprise.domain.model.decision.Feedback.ItemSales;
import io.reprise.domain.model.decision.Feedback.Moved;
import io.reprise.domain.model.decision.Feedback.Response;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.sample.SampleEvaluations;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
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
        List<AdjustmentApplied> applied = applied(sale.history());
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

    private static int bps(PlannedItem item, List<AdjustmentApplied> changes) {
        int bps = item.discountBps();
        for (AdjustmentApplied change : changes) {
            for (PriceChange price : change.priceChanges()) {
                bps = price.sku().equals(item.sku()) ? price.toBps() : bps;
            }
        }
        return bps;
    }

    /** The sample, with a push wave where it went on selling: that long after its first adjustment. */
    private List<CampaignEvent> withPush(Duration later) {
        List<CampaignEvent> history = new ArrayList<>(sale.history());
        AdjustmentApplied first = applied(history).getFirst();
        history.add(new AdjustmentApplied(
                first.campaignId(),
                first.decisionId(),
                List.of(),
                true,
                "",
                first.actor(),
                first.at().plus(later),
                Optional.empty()));
        return history;
    }

    private static List<AdjustmentApplied> applied(List<CampaignEvent> history) {
        return history.stream()
                .filter(AdjustmentApplied.class::isInstance)
                .map(AdjustmentApplied.class::cast)
                .toList();
    }

    private Response lastResponse(List<CampaignEvent> history) {
        return SaleFeedback.of(sale.live(), history, sale.seen(), sale.soldOut())
                .adjustments()
                .getLast();
    }

    @Test
    void after_a_push_wave_all_items_are_looked_at_for_three_hours_at_the_prices_they_had() {
        List<CampaignEvent> history = withPush(Duration.ofMinutes(1));
        AdjustmentApplied push = applied(history).getLast();
        Response response = lastResponse(history);

        assertThat(response.push()).isTrue();
        assertThat(response.after())
                .contains(new TimeWindow(push.at(), push.at().plus(Duration.ofHours(3))));
        Instant sixHoursBefore = push.at().minus(Duration.ofHours(6));
        Instant start = sale.live().window().from();
        assertThat(response.before())
                .contains(new TimeWindow(sixHoursBefore.isAfter(start) ? sixHoursBefore : start, push.at()));
        List<PlannedItem> items = sale.live().proposal().offered().items();
        assertThat(response.items()).hasSameSizeAs(items);
        for (int i = 0; i < items.size(); i++) {
            PlannedItem item = items.get(i);
            Moved moved = response.items().get(i);
            long price = Price.discounted(item.regularPriceCents(), bps(item, applied(sale.history())));
            assertThat(moved)
                    .isEqualTo(new Moved(
                            item.sku(),
                            price,
                            price,
                            sale.seen().sold(item.sku(), response.before().orElseThrow()),
                            sale.seen().sold(item.sku(), response.after().orElseThrow())));
        }
        assertThat(response.items()).anyMatch(moved -> moved.soldBefore() > 0).anyMatch(moved -> moved.soldAfter() > 0);
    }

    private static AdjustmentApplied with(AdjustmentApplied applied, List<PriceChange> changes, boolean push) {
        return new AdjustmentApplied(
                applied.campaignId(),
                applied.decisionId(),
                changes,
                push,
                applied.rule(),
                applied.actor(),
                applied.at(),
                Optional.empty());
    }

    @Test
    void a_push_wave_before_any_price_was_changed_has_those_of_the_plan() {
        List<CampaignEvent> history = new ArrayList<>(sale.history());
        AdjustmentApplied first = applied(history).getFirst();
        history.set(history.indexOf(first), with(first, List.of(), true));

        assertThat(SaleFeedback.of(sale.live(), history, sale.seen(), sale.soldOut())
                        .adjustments()
                        .getFirst()
                        .items())
                .extracting(Moved::priceBeforeCents)
                .containsExactlyElementsOf(sale.live().proposal().offered().items().stream()
                        .map(PlannedItem::salePriceCents)
                        .toList());
    }

    @Test
    void a_push_wave_after_a_change_was_taken_back_has_the_prices_of_before_it() {
        SampleEvaluations stopped = SampleEvaluations.beforeLastWindowOfStoppedSale();
        List<CampaignEvent> history = new ArrayList<>(stopped.history());
        history.add(with(applied(history).getFirst(), List.of(), true));

        assertThat(SaleFeedback.of(stopped.live(), history, stopped.seen(), stopped.soldOut())
                        .adjustments()
                        .getLast()
                        .items())
                .extracting(Moved::priceAfterCents)
                .containsExactlyElementsOf(stopped.live().proposal().offered().items().stream()
                        .map(PlannedItem::salePriceCents)
                        .toList());
    }

    @Test
    void a_change_of_another_item_ends_nothing() {
        List<CampaignEvent> history = new ArrayList<>(sale.history());
        List<AdjustmentApplied> applied = applied(history);
        List<PlannedItem> items = sale.live().proposal().offered().items();
        for (int i = 0; i < 2; i++) {
            PlannedItem item = items.get(i);
            history.set(
                    history.indexOf(applied.get(i)),
                    with(applied.get(i), List.of(new PriceChange(item.sku(), item.discountBps(), 2_500)), false));
        }
        List<Response> responses = SaleFeedback.of(sale.live(), history, sale.seen(), sale.soldOut())
                .adjustments();
        TimeWindow window = sale.live().window();
        Instant second = applied.get(1).at();

        assertThat(responses.getFirst().after().orElseThrow().to()).isEqualTo(window.to());
        assertThat(responses.getLast().before()).contains(new TimeWindow(second.minus(Duration.ofHours(6)), second));
        assertThat(second.minus(Duration.ofHours(6)))
                .isBefore(applied.getFirst().at());
    }

    @Test
    void a_push_wave_works_no_longer_than_the_sale() {
        Instant end = sale.live().window().to();
        Instant first = applied(sale.history()).getFirst().at();
        assertThat(lastResponse(withPush(Duration.between(first, end.minus(Duration.ofHours(1)))))
                        .after()
                        .orElseThrow()
                        .to())
                .isEqualTo(end);
        assertThat(lastResponse(withPush(Duration.between(first, end))).after()).isEmpty();
    }

    @Test
    void what_is_counted_before_a_change_begins_where_one_of_its_items_changed_last() {
        List<AdjustmentApplied> applied = applied(sale.history());
        Instant start = sale.live().window().from();
        for (int i = 0; i < applied.size(); i++) {
            AdjustmentApplied change = applied.get(i);
            Instant sixHoursBefore = change.at().minus(Duration.ofHours(6));
            Instant from = sixHoursBefore.isAfter(start) ? sixHoursBefore : start;
            for (AdjustmentApplied earlier : applied.subList(0, i)) {
                boolean isSameItem = earlier.priceChanges().stream().anyMatch(price -> change.priceChanges().stream()
                        .anyMatch(other -> other.sku().equals(price.sku())));
                from = isSameItem && earlier.at().isAfter(from) ? earlier.at() : from;
            }
            Response response = feedback.adjustments().get(i);
            TimeWindow before = response.before().orElseThrow();
            assertThat(before).isEqualTo(new TimeWindow(from, change.at()));
            assertThat(response.items())
                    .extracting(Moved::soldBefore)
                    .containsExactlyElementsOf(change.priceChanges().stream()
                            .map(price -> sale.seen().sold(price.sku(), before))
                            .toList());
        }
    }

    @Test
    void a_plan_that_nobody_scheduled_has_no_feedback() {
        List<CampaignEvent> without = sale.history().stream()
                .filter(event -> !(event instanceof DecisionTaken taken
                        && taken.decision().outcome() instanceof ScheduleOutcome))
                .toList();
        assertThatThrownBy(() -> SaleFeedback.of(sale.live(), without, sale.seen(), sale.soldOut()))
                .hasMessageContaining("has no ScheduleOutcome");
    }

    @Test
    void each_item_has_what_was_aimed_at_and_set_aside_for_it() {
        assertThat(feedback.items())
                .extracting(ItemSales::sku, ItemSales::targetUnits, ItemSales::allocatedUnits)
                .containsExactlyElementsOf(sale.live().proposal().inventory().items().stream()
                        .map(item -> Tuple.tuple(item.sku(), item.targetUnits(), item.allocatedUnits()))
                        .toList());
    }

    @Test
    void it_is_the_same_at_every_call() {
        assertThat(SaleFeedback.of(sale.live(), sale.history(), sale.seen(), sale.soldOut()))
                .isEqualTo(feedback);
    }
}
