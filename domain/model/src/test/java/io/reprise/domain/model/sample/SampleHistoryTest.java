package io.reprise.domain.model.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.campaign.Campaign.How;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentApplied;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentProposed;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignHistory;
import io.reprise.domain.model.decision.Evidence.Source;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleHistoryTest {

    @Test
    void a_sale_runs_from_draft_to_closed_with_one_automatic_and_one_approved_adjustment() {
        SampleSale sale = SampleHistory.closedSale();

        assertThat(sale.state()).isInstanceOf(Ended.class);
        assertThat(((Ended) sale.state()).how()).isEqualTo(How.CLOSED);
        assertThat(((Ended) sale.state()).report()).isPresent();
        assertThat(CampaignHistory.replay(sale.events())).isEqualTo(sale.state());
        List<AdjustmentApplied> applied = of(AdjustmentApplied.class, sale.events());
        assertThat(applied).hasSize(2);
        assertThat(applied.get(0).rule()).isNotEmpty();
        assertThat(applied.get(1).actor()).isEqualTo(SampleHistory.ANA);
        assertThat(of(AdjustmentProposed.class, sale.events())).hasSize(1);
    }

    @Test
    void every_digest_an_event_names_is_among_the_evidence() {
        SampleSale sale = SampleHistory.closedSale();
        for (DecisionTaken taken : of(DecisionTaken.class, sale.events())) {
            for (Source source : taken.decision().evidence()) {
                assertThat(sale.evidence())
                        .containsKeys(source.call().inputSha256(), source.call().outputSha256());
            }
        }
    }

    @Test
    void the_histories_are_the_same_at_every_call() {
        assertThat(SampleHistory.everything()).isEqualTo(SampleHistory.everything());
    }

    private static <E extends CampaignEvent> List<E> of(Class<E> type, List<CampaignEvent> events) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
