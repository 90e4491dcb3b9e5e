package io.reprise.benchmarks.eventlog;

import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignDrafted;
import io.reprise.domain.model.campaign.CampaignEvent.PlanRevised;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSubmitted;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A view in memory: what each campaign plans. Two that were fed the same events are equal. */
final class PlanBoard implements Consumer<Object> {

    private record Entry(String name, int planVersion, int items, long budgetCents, boolean submitted, Instant at) {
        static Entry of(Plan plan, int version, Instant at) {
            return new Entry(plan.name(), version, plan.items().size(), plan.discountBudgetCents(), false, at);
        }
    }

    private final Map<CampaignId, Entry> entries = new HashMap<>();

    @Override
    public void accept(Object event) {
        switch ((CampaignEvent) event) {
            case CampaignDrafted e -> entries.put(e.campaignId(), Entry.of(e.plan(), 1, e.at()));
            case PlanRevised e -> entries.put(e.campaignId(), Entry.of(e.plan(), e.planVersion(), e.at()));
            case PlanSubmitted e ->
                entries.computeIfPresent(
                        e.campaignId(),
                        (id, old) ->
                                new Entry(old.name(), old.planVersion(), old.items(), old.budgetCents(), true, e.at()));
            default -> throw new IllegalArgumentException("not an event of the trace: " + event);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlanBoard board && board.entries.equals(entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }
}
