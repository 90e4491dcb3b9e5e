package io.reprise.benchmarks.eventlog;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignHistory;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.Serializer;

/** What replaying costs without a store, in one thread: the fold alone, and decoding alone. */
final class FoldTrial {

    private static final int RUNS = 10;

    private FoldTrial() {}

    /** Events/s of {@link CampaignHistory#evolve} over events that are in memory already. */
    static double evolve(CampaignTrace trace, int events) {
        List<List<CampaignEvent>> histories = new ArrayList<>();
        for (int campaign = 0; campaign * CampaignTrace.CAMPAIGN_EVENTS < events; campaign++) {
            histories.add(trace.events(0, campaign));
        }
        double best = 0;
        for (int i = 0; i < RUNS; i++) {
            long submitted = 0;
            long start = System.nanoTime();
            for (List<CampaignEvent> history : histories) {
                submitted += CampaignHistory.replay(history) instanceof Campaign.Predicting ? 1 : 0;
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            if (submitted != histories.size()) {
                throw new IllegalStateException("a history did not end where it should");
            }
            best = Math.max(best, histories.size() * CampaignTrace.CAMPAIGN_EVENTS / seconds);
        }
        return best;
    }

    /** Events/s of {@link EventJson#read} over bytes that are in memory already. */
    static double decode(CampaignTrace trace, int campaigns) {
        List<StoredEvent> stored = new ArrayList<>();
        Serializer serializer = AxonStore.serializer();
        for (int campaign = 0; campaign < campaigns; campaign++) {
            for (DomainEventMessage<?> message : trace.messages(0, campaign)) {
                stored.add(new StoredEvent(stored.size(), newEvent(message, serializer)));
            }
        }
        double best = 0;
        for (int i = 0; i < RUNS; i++) {
            PlanBoard board = new PlanBoard();
            long start = System.nanoTime();
            stored.forEach(each -> board.accept(EventJson.read(each)));
            best = Math.max(best, stored.size() / ((System.nanoTime() - start) / 1e9));
        }
        return best;
    }

    static NewEvent newEvent(DomainEventMessage<?> message, Serializer serializer) {
        var payload = message.serializePayload(serializer, byte[].class);
        return new NewEvent(
                message.getIdentifier(),
                message.getAggregateIdentifier(),
                message.getSequenceNumber(),
                message.getType(),
                payload.getType().getName(),
                Integer.parseInt(payload.getType().getRevision()),
                message.getTimestamp(),
                payload.getData(),
                message.serializeMetaData(serializer, byte[].class).getData());
    }
}
