package io.reprise.domain.axon;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignHistory;
import io.reprise.domain.model.campaign.Reach;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Campaigns folded from the {@link EventLog}; what was folded before is kept, so a load reads only what is new. */
public final class LogCampaigns implements Campaigns {

    private final EventLog log;
    private final StreamFold<Campaign> states;
    private final KnownStreams streams;
    private final Set<CampaignId> known = new LinkedHashSet<>();
    private final Map<CampaignId, Reach> open = new LinkedHashMap<>();
    /** With events since {@link #open} was last asked for: no other campaign can have begun or ended. */
    private final Set<CampaignId> touched = new LinkedHashSet<>();

    /** From events alone, as audits and replays want it. */
    public LogCampaigns(EventLog log) {
        this(log, StateSnapshots.none(log));
    }

    /** From snapshots where there are any. */
    public LogCampaigns(EventLog log, StateSnapshots snapshots) {
        this.log = log;
        this.streams = new KnownStreams(log, snapshots.store(), Streams.CAMPAIGN);
        this.states = new StreamFold<>(
                log,
                snapshots,
                StateForm.CAMPAIGN,
                Campaign.NOT_DRAFTED,
                (state, event) -> CampaignHistory.evolve(state, (CampaignEvent) event));
    }

    @Override
    public Campaign load(CampaignId id) {
        return states.load(Streams.of(id));
    }

    @Override
    public List<CampaignEvent> history(CampaignId id) {
        List<CampaignEvent> history = new ArrayList<>();
        StreamFold.forEach(log, Streams.of(id), 0, stored -> history.add((CampaignEvent) EventJson.read(stored)));
        return history;
    }

    /** Asked for with most decisions, so a campaign that is over is not looked at again. */
    @Override
    public synchronized List<CampaignId> open() {
        look();
        return List.copyOf(open.keySet());
    }

    /** No campaign is looked at that had no event since: ten thousand may be open, and a few have to do with a plan. */
    @Override
    public synchronized List<CampaignId> open(Predicate<Reach> near) {
        look();
        return open.entrySet().stream()
                .filter(campaign -> near.test(campaign.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void look() {
        scan();
        for (CampaignId id : touched) {
            if (load(id) instanceof Drafted campaign && isOpen(campaign)) {
                open.put(id, Reach.of(campaign));
            } else {
                open.remove(id);
            }
        }
        touched.clear();
    }

    private static boolean isOpen(Drafted campaign) {
        return !(campaign instanceof Ended ended) || ended.unreported().isPresent();
    }

    @Override
    public synchronized List<CampaignId> all() {
        scan();
        return List.copyOf(known);
    }

    private void scan() {
        streams.look(stream -> {
            CampaignId id = new CampaignId(stream.substring(Streams.CAMPAIGN.length()));
            known.add(id);
            touched.add(id);
        });
    }
}
