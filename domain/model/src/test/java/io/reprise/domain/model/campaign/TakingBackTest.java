package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.SaleWithLeeway.SALE_NOW;
import static io.reprise.domain.model.campaign.SaleWithLeeway.ending;
import static io.reprise.domain.model.campaign.SaleWithLeeway.hours;
import static io.reprise.domain.model.campaign.SaleWithLeeway.outcome;
import static io.reprise.domain.model.campaign.SaleWithLeeway.state;
import static io.reprise.domain.model.campaign.Stages.ANA;
import static io.reprise.domain.model.campaign.Stages.MEI;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.taken;
import static io.reprise.domain.model.sample.SampleHistory.LAMP;
import static io.reprise.domain.model.sample.SampleHistory.THROW;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.Specification;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignCommand.RevertAdjustment;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentApplied;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentReverted;
import io.reprise.domain.model.campaign.CampaignEvent.NotRestored;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.AdjustmentOutcome.StockMove;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.ExtentChange;
import io.reprise.domain.model.sample.SampleHistory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A change of a running sale's end, items and audience is taken back; what cannot be restored is said. */
class TakingBackTest {

    private static final DecisionId ID = new DecisionId("odd");

    private static Specification<Campaign, CampaignCommand, CampaignEvent> inForce(AdjustmentOutcome outcome) {
        return given(SALE_NOW)
                .given(taken(SALE_NOW, ID, outcome))
                .given(new AdjustmentApplied(
                        SALE, ID, List.of(), outcome.extraPush(), "", ANA, SALE_NOW.now(), outcome.extent()));
    }

    private static AdjustmentReverted reverted(Instant at, Optional<ExtentChange> extent, NotRestored... notRestored) {
        return new AdjustmentReverted(
                SALE, ID, List.of(), "A mistake.", MEI, at, extent, Optional.of(List.of(notRestored)));
    }

    private static RevertAdjustment back(Instant at) {
        return new RevertAdjustment(SALE, ID, "A mistake.", MEI, at);
    }

    @Test
    void taking_it_back_restores_end_items_and_audience() {
        ExtentChange all = new ExtentChange(
                ending(2).end(),
                List.of(LAMP),
                List.of(THROW),
                ExtentChange.ofAudience(8_000, 10_000).audience());
        Live after = (Live) inForce(outcome(all))
                .when(back(SALE_NOW.now()))
                .then(reverted(SALE_NOW.now(), Optional.of(all.reversed()), NotRestored.STOCK_SOLD_MEANWHILE));
        assertThat(after.extent()).isEqualTo(state(SALE_NOW).extent());
    }

    @Test
    void what_cannot_be_restored_is_said() {
        AdjustmentOutcome pushAndStock = new AdjustmentOutcome(
                List.of(),
                true,
                0,
                10_000,
                Optional.of(List.of(new StockMove(LAMP, new TreeMap<>(Map.of(SampleHistory.NORTH, 3))))),
                Optional.of(ending(2)),
                Optional.empty());
        inForce(pushAndStock)
                .when(back(hours(1)))
                .then(reverted(
                        hours(1),
                        Optional.empty(),
                        NotRestored.END_IS_PAST,
                        NotRestored.PUSH_IS_SENT,
                        NotRestored.STOCK_SOLD_MEANWHILE));
    }

    @Test
    void what_was_changed_again_since_stays() {
        DecisionId later = new DecisionId("later");
        ExtentChange first = new ExtentChange(
                ending(1).end(),
                List.of(LAMP),
                List.of(),
                ExtentChange.ofAudience(8_000, 10_000).audience());
        ExtentChange second = new ExtentChange(
                Optional.of(new ExtentChange.EndMove(hours(1), hours(2))),
                List.of(),
                List.of(LAMP),
                ExtentChange.ofAudience(10_000, 9_000).audience());
        inForce(outcome(first))
                .given(taken(SALE_NOW, later, outcome(second)))
                .given(new AdjustmentApplied(
                        SALE, later, List.of(), false, "", ANA, SALE_NOW.now(), Optional.of(second)))
                .when(back(SALE_NOW.now()))
                .then(reverted(
                        SALE_NOW.now(),
                        Optional.empty(),
                        NotRestored.END_MOVED_SINCE,
                        NotRestored.ITEMS_CHANGED_SINCE,
                        NotRestored.AUDIENCE_CHANGED_SINCE,
                        NotRestored.STOCK_SOLD_MEANWHILE));
    }
}
