package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.EARLY;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.approved;
import static io.reprise.domain.model.campaign.Stages.awaiting;
import static io.reprise.domain.model.campaign.Stages.closed;
import static io.reprise.domain.model.campaign.Stages.live;

import io.reprise.domain.model.campaign.CampaignCommand.SecureStock;
import io.reprise.domain.model.campaign.CampaignEvent.StockSecured;
import io.reprise.domain.model.campaign.CampaignRefusal.WrongPhase;
import io.reprise.domain.model.vocabulary.Actor;
import org.junit.jupiter.api.Test;

class SecureStockTest {

    private static final SecureStock SECURE = new SecureStock(SALE, Actor.ENGINE, EARLY);

    @Test
    void stock_is_secured_once_the_plan_is_approved() {
        given(approved()).when(SECURE).then(new StockSecured(SALE, Actor.ENGINE, EARLY));
    }

    @Test
    void securing_it_again_while_the_sale_runs_changes_nothing() {
        given(live()).when(SECURE).thenNothing();
    }

    @Test
    void not_before_the_approval_and_not_after_the_end() {
        given(awaiting()).when(SECURE).thenRefused(new WrongPhase("have its stock secured", "awaiting-approval"));
        given(closed()).when(SECURE).thenRefused(new WrongPhase("have its stock secured", "closed"));
    }
}
