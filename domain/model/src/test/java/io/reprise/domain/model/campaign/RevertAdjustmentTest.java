package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.AUDITOR;
import static io.reprise.domain.model.campaign.Stages.MEI;
import static io.reprise.domain.model.campaign.Stages.PLAN;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.adjustment;
import static io.reprise.domain.model.campaign.Stages.appliedSmall;
import static io.reprise.domain.model.campaign.Stages.closed;
import static io.reprise.domain.model.campaign.Stages.proposedLarge;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignCommand.RevertAdjustment;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentReverted;
import io.reprise.domain.model.campaign.CampaignRefusal.NotWaiting;
import io.reprise.domain.model.campaign.CampaignRefusal.RoleMissing;
import io.reprise.domain.model.campaign.CampaignRefusal.WrongPhase;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RevertAdjustmentTest {

    private static final Instant AT = appliedSmall().now();

    @Test
    void prices_go_back_to_what_they_were() {
        SampleSale sale = appliedSmall();
        Live after = (Live) given(sale)
                .when(new RevertAdjustment(SALE, adjustment(sale), "A mistake.", MEI, AT))
                .then(new AdjustmentReverted(
                        SALE,
                        adjustment(sale),
                        ((Live) sale.state()).adjustments().getLast().reversed(),
                        "A mistake.",
                        MEI,
                        AT));
        assertThat(after.discountsBps()).isEqualTo(Campaign.planned(PLAN));
    }

    @Test
    void what_was_changed_again_since_stays_as_it_is() {
        // The small step took all three from 2000 to 2500; the large one then the lamp and the mug to 3500.
        SampleSale sale = SampleHistory.closedSale();
        List<CampaignEvent> events = sale.events();
        int closing = events.size() - 2;
        Live live = (Live) CampaignHistory.replay(events.subList(0, closing));
        AdjustmentReverted reverted = (AdjustmentReverted) io.reprise.domain.model.Specification.campaign()
                .given(events.subList(0, closing))
                .when(new RevertAdjustment(SALE, live.adjustments().getFirst().id(), "A mistake.", MEI, AT))
                .thenAccepted()
                .getFirst();
        assertThat(reverted.priceChanges()).containsExactly(new PriceChange(SampleHistory.THROW, 2_500, 2_000));
    }

    @Test
    void not_by_somebody_who_changes_nothing() {
        SampleSale sale = appliedSmall();
        given(sale)
                .when(new RevertAdjustment(SALE, adjustment(sale), "Why?", AUDITOR, AT))
                .thenRefused(new RoleMissing(Set.of(Role.MARKETER, Role.APPROVER, Role.FINANCE)));
    }

    @Test
    void what_is_not_in_force_cannot_be_taken_back() {
        SampleSale sale = proposedLarge();
        given(sale)
                .when(new RevertAdjustment(SALE, adjustment(sale), "Why?", MEI, AT))
                .thenRefused(new NotWaiting(adjustment(sale), "proposed"));
        given(closed())
                .when(new RevertAdjustment(SALE, adjustment(sale), "Why?", MEI, AT))
                .thenRefused(new WrongPhase("be adjusted", "closed"));
    }
}
