package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.sample.SampleHistory.LAMP;
import static io.reprise.domain.model.sample.SampleHistory.MUG;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Proposed;
import io.reprise.domain.model.campaign.CampaignCommand.OverrideDecision;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.sample.SampleSale;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReachTest {

    private static final TimeWindow WITHIN = SampleHistory.WITHIN;

    private static TimeWindow hour(Instant from) {
        return new TimeWindow(from, from.plus(Duration.ofHours(1)));
    }

    private static Drafted drafted() {
        return (Drafted) new SampleSale(SampleHistory.SALE)
                .draft(SampleHistory.plan(2_000))
                .state();
    }

    @Test
    void a_plan_reaches_its_own_hours_and_no_others() {
        Reach reach = Reach.of(drafted());
        assertThat(reach.overlaps(hour(WITHIN.from()))).isTrue();
        assertThat(reach.overlaps(hour(WITHIN.to().minusSeconds(3_600)))).isTrue();
        assertThat(reach.overlaps(hour(WITHIN.from().minusSeconds(3_600)))).isFalse();
        assertThat(reach.overlaps(hour(WITHIN.to().plusSeconds(1)))).isFalse();
    }

    @Test
    void and_its_own_items() {
        Reach reach = Reach.of(drafted());
        assertThat(reach.maySell(Set.of(LAMP))).isTrue();
        assertThat(reach.maySell(Set.of(new Sku("another"), MUG))).isTrue();
        assertThat(reach.maySell(Set.of(new Sku("another")))).isFalse();
        assertThat(reach.maySell(Set.of())).isFalse();
    }

    @Test
    void an_item_of_the_same_number_is_named_too_many_rather_than_one_missed() {
        Sku same = new Sku("LtG.blue");
        assertThat(same.value()).hasSameHashCodeAs(MUG.value());
        assertThat(Reach.of(drafted()).maySell(Set.of(same))).isTrue();
    }

    @Test
    void a_push_that_a_person_puts_days_before_the_sale_belongs_to_it() {
        AwaitingApproval waiting = (AwaitingApproval) Stages.awaiting().state();
        Instant early = WITHIN.from().minus(Duration.ofDays(1));
        Campaign overridden = Stages.awaiting()
                .carryOut(new OverrideDecision(
                        SampleHistory.SALE,
                        waiting.decisions().get(DecisionKind.SCHEDULE),
                        waiting.proposal().hash(),
                        new ScheduleOutcome(waiting.proposal().schedule().window(), List.of(early)),
                        "the day before, too",
                        SampleHistory.MEI,
                        Instant.parse("2026-11-08T10:00:00Z")))
                .state();
        assertThat(Reach.of(waiting).overlaps(hour(early))).isFalse();
        assertThat(Reach.of((Drafted) overridden).overlaps(hour(early))).isTrue();
    }

    /** Whatever the histories do: what a campaign runs, sends and sells is in its reach. */
    @Test
    void nothing_that_happens_leaves_it() {
        Map<CampaignId, Campaign> states = new HashMap<>();
        int live = 0;
        for (Object event : SampleHistory.everything()) {
            if (event instanceof CampaignEvent happened) {
                Campaign state = CampaignHistory.evolve(
                        states.getOrDefault(happened.campaignId(), Campaign.NOT_DRAFTED), happened);
                states.put(happened.campaignId(), state);
                if (state instanceof Proposed proposed) {
                    Reach reach = Reach.of(proposed);
                    assertThat(reach.overlaps(proposed.proposal().schedule().window()))
                            .isTrue();
                    proposed.proposal().schedule().pushWaves().forEach(push -> assertThat(reach.overlaps(hour(push)))
                            .isTrue());
                    proposed.proposal().inventory().items().forEach(item -> assertThat(
                                    reach.maySell(Set.of(item.sku())))
                            .isTrue());
                    if (proposed instanceof Live sale) {
                        live++;
                        assertThat(reach.overlaps(hour(sale.window().to().minusSeconds(1))))
                                .isTrue();
                        sale.pushWaves().forEach(push -> assertThat(reach.overlaps(hour(push)))
                                .isTrue());
                    }
                }
            }
        }
        assertThat(live).isPositive();
    }
}
