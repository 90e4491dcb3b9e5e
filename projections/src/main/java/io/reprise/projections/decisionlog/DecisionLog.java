package io.reprise.projections.decisionlog;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionOverridden;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.projections.store.Projection;
import io.reprise.projections.store.ViewCollection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.conversions.Bson;

/** Every decision, as it was recorded. */
public final class DecisionLog implements Projection<DecisionEntry> {

    private static final String NAME = "decision-log";

    private final ViewCollection<DecisionEntry> entries;

    public DecisionLog(MongoDatabase database, ObjectMapper json) {
        entries = new ViewCollection<>(database, NAME, DecisionEntry.class, json);
    }

    public Optional<DecisionEntry> find(DecisionId id) {
        return entries.find(id.value());
    }

    /** Those with these ids, oldest first. They are found by their ids: there are some of each campaign, and many in all. */
    public List<DecisionEntry> of(List<DecisionId> ids) {
        return entries.find(ids.stream().map(DecisionId::value).toList()).stream()
                .sorted(Comparator.comparingLong(DecisionEntry::position))
                .toList();
    }

    /**
     * The latest first.
     *
     * @param before only those at lower positions of the log
     */
    public List<DecisionEntry> search(DecisionQuery query, long before, int max) {
        return entries.first(query.filter(before), Sorts.descending("view.position"), max);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int schema() {
        return 2;
    }

    @Override
    public Set<Class<?>> reads() {
        return Set.of(DecisionTaken.class, DecisionOverridden.class);
    }

    @Override
    public Optional<String> document(Object event) {
        return switch (event) {
            case DecisionTaken taken -> Optional.of(taken.decision().id().value());
            case DecisionOverridden overridden ->
                Optional.of(overridden.decisionId().value());
            default -> Optional.empty();
        };
    }

    @Override
    public DecisionEntry fold(DecisionEntry before, long position, Object event) {
        return event instanceof DecisionOverridden e
                ? new DecisionEntry(
                        before.position(),
                        before.decision(),
                        Optional.of(new DecisionEntry.Override(position, e.outcome(), e.reason(), e.actor(), e.at())))
                : new DecisionEntry(position, ((DecisionTaken) event).decision());
    }

    /** Of the search, which would sort every decision there is for a page of them. */
    @Override
    public List<Bson> indexes() {
        return List.of(
                Indexes.descending("view.position"),
                Indexes.compoundIndex(
                        Indexes.ascending("view.decision.campaign"), Indexes.descending("view.position")));
    }

    @Override
    public ViewCollection<DecisionEntry> views() {
        return entries;
    }
}
