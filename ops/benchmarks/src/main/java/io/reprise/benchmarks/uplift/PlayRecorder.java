package io.reprise.benchmarks.uplift;

import io.reprise.domain.axon.EventNames;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.market.Calibration;
import io.reprise.market.Market;
import io.reprise.market.Scenario;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.projections.Stores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plays campaigns in the simulated market and records what happened to them, in an event log, and what models were asked
 * and said, in an evidence store. What happened to the stock, and what shoppers did, stays out: decisions are taken again
 * without it. Safe for several threads.
 */
public final class PlayRecorder {

    /** By which the recorded campaigns are steered, one after the other. */
    private static final List<String> STRATEGIES =
            List.of(Contender.REPRISE, "greedy", Contender.RULE_OF_THUMB, "fixed-plan", "reprise-without-re-tuning");

    private final Calibration shop;
    private final Models models;
    private final DecisionRules rules = new DecisionRules();
    private final Stores stores;
    private final Set<String> kept = ConcurrentHashMap.newKeySet();

    public PlayRecorder(TrainedHome home, ModelShelf shelf, Stores stores) throws IOException {
        this.shop = home.calibration();
        this.models = Models.on(shelf);
        this.stores = stores;
    }

    /**
     * Plays one campaign and records it.
     *
     * @param seed draws the campaign, and chooses how it is steered and in which market it is
     * @return how many decisions were taken
     */
    public int record(long seed) {
        Contender contender = Contender.named(STRATEGIES.get((int) (seed % STRATEGIES.size())))
                .orElseThrow();
        Scenario[] markets = Scenario.values();
        Scenario scenario = markets[(int) (seed / STRATEGIES.size() % markets.length)];
        DrawnCampaign drawn = DrawnCampaign.draw(shop, seed).as(new CampaignId("recorded-" + seed), plan -> plan);
        Market market = new Market(
                drawn.calibration(), Scenario.NORMAL, drawn.seed(), DrawnCampaign.SHOPPERS, DrawnCampaign.ZONE);
        List<NewEvent> events = new ArrayList<>();
        RunningCampaign running = new RunningCampaign(
                drawn,
                market.under(scenario),
                contender,
                models,
                rules,
                EventLines.to(
                        (stream, sequence, entry, at, payload) -> keep(events, stream, sequence, entry, at, payload)));
        PlayedCampaign.toEnd(drawn, running);
        running.world().evidence().forEach((digest, content) -> {
            if (kept.add(digest)) {
                stores.evidence().put(content);
            }
        });
        append(stores.log(), events);
        return decisions(events);
    }

    /**
     * Records a campaign that is there once more, under another name. It decides the same from the same evidence.
     *
     * @return how many decisions that are
     */
    public static int copy(EventLog log, CampaignId campaign, String name) {
        List<NewEvent> copied = new ArrayList<>();
        for (StoredEvent stored : log.readStream("campaign/" + campaign, 0, Integer.MAX_VALUE)) {
            NewEvent event = stored.event();
            String stream = "campaign/" + name;
            String payload = new String(event.payload(), StandardCharsets.UTF_8)
                    .replace("\"" + campaign + "\"", "\"" + name + "\"");
            copied.add(new NewEvent(
                    stream + "@" + event.sequence(),
                    stream,
                    event.sequence(),
                    event.kind(),
                    event.name(),
                    event.revision(),
                    event.at(),
                    payload.getBytes(StandardCharsets.UTF_8),
                    event.metadata()));
        }
        append(log, copied);
        return decisions(copied);
    }

    private static int decisions(List<NewEvent> events) {
        return (int) events.stream()
                .filter(event -> event.name().equals("campaign.decision-taken"))
                .count();
    }

    private static void keep(
            List<NewEvent> events, String stream, int sequence, EventNames.Entry entry, Instant at, String payload) {
        if (stream.startsWith("campaign/")) {
            events.add(new NewEvent(
                    stream + "@" + sequence,
                    stream,
                    sequence,
                    "Campaign",
                    entry.name(),
                    entry.revision(),
                    at,
                    payload.getBytes(StandardCharsets.UTF_8),
                    "{}".getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static void append(EventLog log, List<NewEvent> events) {
        List<NewEvent> batch = new ArrayList<>();
        int bytes = 0;
        for (NewEvent event : events) {
            if (batch.size() == EventLog.BATCH_EVENTS_MAX
                    || bytes + event.payload().length > EventLog.APPEND_BYTES_MAX / 2) {
                log.append(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(event);
            bytes += event.payload().length;
        }
        log.append(batch);
    }
}
