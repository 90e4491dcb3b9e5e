package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.EARLY;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.approved;
import static io.reprise.domain.model.campaign.Stages.closed;
import static io.reprise.domain.model.campaign.Stages.live;

import io.reprise.domain.model.Specification;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.CampaignCommand.CloseCampaign;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignClosed;
import io.reprise.domain.model.campaign.CampaignRefusal.DecisionNotDue;
import io.reprise.domain.model.campaign.CampaignRefusal.WrongPhase;
import io.reprise.domain.model.vocabulary.Actor;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloseCampaignTest {

    private static final CloseCampaign CLOSE = new CloseCampaign(SALE, Actor.ENGINE, EARLY);

    @Test
    void a_sale_is_closed_with_what_it_brought() {
        List<CampaignEvent> reported =
                closed().events().subList(0, closed().events().size() - 1);
        var report =
                ((Live) CampaignHistory.replay(reported)).report().orElseThrow().outcome();
        Specification.campaign()
                .given(reported)
                .when(CLOSE)
                .then(new CampaignClosed(SALE, report, Actor.ENGINE, EARLY));
    }

    @Test
    void closing_it_again_changes_nothing() {
        given(closed()).when(CLOSE).thenNothing();
    }

    @Test
    void not_before_the_closing_evaluation() {
        given(live()).when(CLOSE).thenRefused(DecisionNotDue.class);
    }

    @Test
    void not_before_it_ran_and_not_once_it_was_stopped() {
        given(approved()).when(CLOSE).thenRefused(new WrongPhase("be closed", "approved"));
        given(live().stop("Enough.")).when(CLOSE).thenRefused(new WrongPhase("be closed", "stopped"));
    }
}
