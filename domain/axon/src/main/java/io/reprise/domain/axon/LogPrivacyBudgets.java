package io.reprise.domain.axon;

import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.port.AudienceCounts;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.PrivacyBudgets;
import io.reprise.domain.model.privacy.Aggregate;
import io.reprise.domain.model.privacy.AudienceTally;
import io.reprise.domain.model.privacy.PrivacyBudget;
import io.reprise.domain.model.privacy.PrivacyEvent;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.util.List;

/** Budgets, and the counts they are spent on, folded from the {@link EventLog}. */
public final class LogPrivacyBudgets implements PrivacyBudgets, AudienceCounts {

    private final EventLog log;
    private final StreamFold<PrivacyBudget> states;

    public LogPrivacyBudgets(EventLog log, StateSnapshots snapshots) {
        this.log = log;
        this.states = new StreamFold<>(
                log,
                snapshots,
                StateForm.PRIVACY_BUDGET,
                PrivacyBudget.NONE,
                (state, event) -> PrivacyBudget.evolve(state, (PrivacyEvent) event));
    }

    @Override
    public PrivacyBudget load(CampaignId campaign) {
        return states.load(Streams.privacy(campaign));
    }

    @Override
    public List<Long> counts(CampaignId campaign, Plan plan, Aggregate aggregate) {
        AudienceTally tally = new AudienceTally(plan);
        StreamFold.forEach(
                log, Streams.signals(campaign), 0, stored -> tally.on((AudienceEvent) EventJson.read(stored)));
        return tally.counts(aggregate);
    }
}
