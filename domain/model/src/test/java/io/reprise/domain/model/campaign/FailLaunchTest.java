package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.Specification.given;
import static io.reprise.domain.model.campaign.Stages.EARLY;
import static io.reprise.domain.model.campaign.Stages.SALE;
import static io.reprise.domain.model.campaign.Stages.approved;
import static io.reprise.domain.model.campaign.Stages.closed;
import static io.reprise.domain.model.campaign.Stages.live;
import static io.reprise.domain.model.campaign.Stages.secured;

import io.reprise.domain.model.campaign.CampaignCommand.FailLaunch;
import io.reprise.domain.model.campaign.CampaignEvent.LaunchFailed;
import io.reprise.domain.model.campaign.CampaignRefusal.WrongPhase;
import io.reprise.domain.model.vocabulary.Actor;
import org.junit.jupiter.api.Test;

class FailLaunchTest {

    private static final FailLaunch FAIL = new FailLaunch(SALE, "no stock", Actor.ENGINE, EARLY);

    @Test
    void an_approved_sale_can_fail_to_launch() {
        given(approved()).when(FAIL).then(new LaunchFailed(SALE, "no stock", Actor.ENGINE, EARLY));
        given(secured()).when(FAIL).then(new LaunchFailed(SALE, "no stock", Actor.ENGINE, EARLY));
    }

    @Test
    void a_running_sale_and_one_that_is_over_cannot() {
        given(live()).when(FAIL).thenRefused(new WrongPhase("fail to launch", "live"));
        given(closed()).when(FAIL).thenRefused(new WrongPhase("fail to launch", "closed"));
    }
}
