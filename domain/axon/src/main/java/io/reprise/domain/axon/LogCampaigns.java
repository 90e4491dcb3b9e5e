package io.reprise.domain.axon;

import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignHistory;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.vocabulary.CampaignId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Campaigns folded from the {@link EventLog}; what was folded before is kept, so a load reads only what is new. */
public final class LogCampaigns implements Campaigns {

    private final EventLog log;
    private final StreamFold<Campaign> states;
    private final KnownStreams streams;
    private final Set<CampaignId> known = new LinkedHashSet<>();
    private final Set<CampaignId> open = new LinkedHashSet<>();
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
        scan();
        for (CampaignId id : touched) {
            if (isOpen(load(id))) {
                open.add(id);
            } else {
                open.remove(id);
            }
        }
        touched.clear();
        return List.copyOf(open);
    }

    private static boolean isOpen(Campaign campaign) {
        return !(campaign instanceof Campaign.Ended ended) || ended.unreported().isPresent();
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
