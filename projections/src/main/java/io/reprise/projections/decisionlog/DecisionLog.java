package io.reprise.projections.decisionlog;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.projections.store.Projection;
import io.reprise.projections.store.ViewCollection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Every decision, as it was recorded. */
public final class DecisionLog implements Projection {

    private final ViewCollection<DecisionEntry> entries;

    public DecisionLog(MongoDatabase database, ObjectMapper json) {
        entries = new ViewCollection<>(database, "decision", DecisionEntry.class, json);
    }

    public Optional<DecisionEntry> find(DecisionId id) {
        return entries.find(id.value());
    }

    /** Oldest first. */
    public List<DecisionEntry> of(CampaignId campaign) {
        return entries.where(Filters.eq("view.decision.campaign", campaign.value())).stream()
                .sorted(Comparator.comparingLong(DecisionEntry::position))
                .toList();
    }

    @Override
    public String name() {
        return "decision log";
    }

    @Override
    public void reset() {
        entries.clear();
    }

    @Override
    public void on(long position, Object event) {
        if (event instanceof DecisionTaken taken) {
            entries.fold(
                    taken.decision().id().value(), position, before -> new DecisionEntry(position, taken.decision()));
        }
    }
}
