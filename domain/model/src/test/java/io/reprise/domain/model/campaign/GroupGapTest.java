package io.reprise.domain.model.campaign;

import static io.reprise.domain.model.campaign.SaleWithLeeway.END;
import static io.reprise.domain.model.campaign.SaleWithLeeway.live;
import static io.reprise.domain.model.sample.SampleHistory.LAMP;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.campaign.CampaignCommand.TakeDecision;
import io.reprise.domain.model.campaign.CampaignRefusal.BeyondGuardrail;
import io.reprise.domain.model.decision.AdjustmentInputs;
import io.reprise.domain.model.decision.AdjustmentInputs.Ahead;
import io.reprise.domain.model.decision.AdjustmentInputs.Group;
import io.reprise.domain.model.decision.AdjustmentInputs.ItemAhead;
import io.reprise.domain.model.decision.EvaluationOutcome.Course;
import io.reprise.domain.model.vocabulary.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How far apart a plan lets groups of shoppers be treated. */
class GroupGapTest {

    /** Planted: a policy that does not look at groups makes only what newcomers buy dearer. */
    @Test
    void what_treats_groups_of_shoppers_too_differently_is_not_decided_whatever_policy_would() {
        TakeDecision decision = Stages.decision(AdjustmentInputs.class);
        AdjustmentInputs in = (AdjustmentInputs) decision.inputs();
        Campaign before = live(new Leeway(0, 0, Collections.emptySortedSet(), 0, 10_000, 10_000, 400))
                .window(0.7, Course.ADJUST)
                .state();
        assertThat(CampaignDecider.decide(before, with(decision, in, List.of(40, 40, 40), List.of(40, 40, 40))))
                .isInstanceOf(Outcome.Accepted.class);
        AdjustmentInputs oneItem = new AdjustmentInputs(
                in.window(),
                in.hoursLeft(),
                in.treatedBps(),
                in.stepsBps(),
                in.limits(),
                in.discountGivenCents(),
                0,
                in.items().stream()
                        .map(i -> new AdjustmentInputs.Item(
                                i.sku(),
                                i.regularPriceCents(),
                                i.unitCostCents(),
                                i.discountBps(),
                                i.left(),
                                i.soldToDate(),
                                i.expectedToDate(),
                                !i.sku().equals(LAMP)))
                        .toList());
        assertThat(CampaignDecider.decide(before, with(decision, oneItem, List.of(100, 0, 0), List.of(0, 50, 50))))
                .isEqualTo(Outcome.refused(new BeyondGuardrail("steering.leeway.groupGapBpsMax", 400, 500)));
    }

    private static TakeDecision with(
            TakeDecision decision, AdjustmentInputs in, List<Integer> byNew, List<Integer> byReturning) {
        List<ItemAhead> items =
                Collections.nCopies(in.items().size(), new ItemAhead(false, 0, List.of(), 0, new TreeMap<>()));
        Ahead ahead = new Ahead(
                in.hoursLeft(),
                END,
                List.of(),
                0,
                0,
                10_000,
                List.of(),
                0,
                items,
                List.of(new Group("new", 50, List.of(), byNew), new Group("returning", 80, List.of(), byReturning)),
                500);
        return new TakeDecision(
                decision.campaignId(),
                decision.decisionId(),
                decision.policy(),
                in.with(ahead),
                decision.evidence(),
                decision.parameters(),
                decision.seed(),
                decision.actor(),
                decision.at());
    }
}
