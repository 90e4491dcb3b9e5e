package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.approved;
import static io.reprise.domain.model.campaign.Stages.awaiting;
import static io.reprise.domain.model.campaign.Stages.closed;
import static io.reprise.domain.model.campaign.Stages.live;
import static io.reprise.domain.model.campaign.Stages.saleTime;
import static io.reprise.domain.model.campaign.Stages.secured;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignCommand.LaunchCampaign;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignLaunched;
import io.reprise.domain.model.campaign.CampaignRefusal.NotDue;
import io.reprise.domain.model.campaign.CampaignRefusal.StockNotSecured;
import io.reprise.domain.model.campaign.CampaignRefusal.TooLate;
import io.reprise.domain.model.campaign.CampaignRefusal.WrongPhase;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LaunchCampaignTest {

    private static final TimeWindow TIME = saleTime(approved());

    private static LaunchCampaign at(Instant at) {
        return new LaunchCampaign(SALE, Actor.ENGINE, at);
    }

    @Test
    void a_sale_starts_at_its_hour_with_the_planned_discounts() {
        Live live = (Live)
                given(secured()).when(at(TIME.from())).then(new CampaignLaunched(SALE, Actor.ENGINE, TIME.from()));
        assertThat(live.discountsBps())
                .containsOnlyKeys(SampleHistory.LAMP, SampleHistory.MUG, SampleHistory.THROW)
                .containsValue(2_000);
        assertThat(live.extraPushes()).isZero();
    }

    @Test
    void launching_a_running_sale_changes_nothing() {
        given(live()).when(at(TIME.to())).thenNothing();
    }

    @Test
    void not_before_its_hour() {
        Instant early = TIME.from().minusNanos(1);
        given(secured()).when(at(early)).thenRefused(new NotDue(TIME.from(), early));
    }

    @Test
    void not_once_its_time_has_passed() {
        given(secured()).when(at(TIME.to())).thenRefused(new TooLate(TIME.to(), TIME.to()));
    }

    @Test
    void not_without_stock() {
        given(approved()).when(at(TIME.from())).thenRefused(new StockNotSecured(SALE));
    }

    @Test
    void not_without_approval_and_not_after_the_end() {
        given(awaiting()).when(at(TIME.from())).thenRefused(new WrongPhase("be launched", "awaiting-approval"));
        given(closed()).when(at(TIME.from())).thenRefused(new WrongPhase("be launched", "closed"));
    }
}
