package io.reprise.benchmarks.uplift;

import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.audience.AudienceEvent.AudienceEnrolled;
import io.reprise.domain.model.audience.AudienceEvent.PriorSpendRecorded;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.PriorSpend;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.campaign.Campaign;
import io.reprise.domain.model.campaign.CampaignCommand;
import io.reprise.domain.model.campaign.CampaignDecider;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignHistory;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.Signals;
import io.reprise.domain.model.port.StockItems;
import io.reprise.domain.model.stock.StockCommand;
import io.reprise.domain.model.stock.StockEvent;
import io.reprise.domain.model.stock.StockItem;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.vocabulary.Sha256;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One campaign, its stock, its signals and its evidence in memory: the pure core decides and every event goes into the log,
 * without Axon, Camunda or a store. One thread's.
 */
final class World implements StockItems, Signals, EvidenceStore, CampaignClock {

    private final EventLines log;
    private final Map<Sku, StockItem> stock = new HashMap<>();
    private final Map<String, byte[]> evidence = new HashMap<>();
    private final SaleSignals signals = new SaleSignals();
    private final CampaignId id;
    private final List<CampaignEvent> history = new ArrayList<>();
    private Campaign campaign = Campaign.NOT_DRAFTED;
    private Instant now;
    private long allocatedUnits;

    World(CampaignId id, Instant now, EventLines log) {
        this.id = id;
        this.now = now;
        this.log = log;
    }

    EventLines log() {
        return log;
    }

    Campaign campaign() {
        return campaign;
    }

    /** Everything that happened to the campaign, in order. */
    List<CampaignEvent> history() {
        return List.copyOf(history);
    }

    /** Why it was refused, or empty where it was carried out. */
    Optional<Refusal> send(CampaignCommand command) {
        return switch (CampaignDecider.decide(campaign, command)) {
            case Outcome.Refused<CampaignEvent> refused -> Optional.of(refused.reason());
            case Outcome.Accepted<CampaignEvent> accepted -> {
                for (CampaignEvent event : accepted.events()) {
                    log.append(Streams.of(id), now, event);
                    history.add(event);
                    campaign = CampaignHistory.evolve(campaign, event);
                }
                yield Optional.empty();
            }
        };
    }

    Optional<Refusal> send(StockCommand command) {
        StockItem item = load(command.sku());
        return switch (StockItem.decide(item, command)) {
            case Outcome.Refused<StockEvent> refused -> Optional.of(refused.reason());
            case Outcome.Accepted<StockEvent> accepted -> {
                StockItem after = item;
                for (StockEvent event : accepted.events()) {
                    log.append(Streams.of(command.sku()), now, event);
                    count(event);
                    after = StockItem.evolve(after, event);
                }
                stock.put(command.sku(), after);
                yield Optional.empty();
            }
        };
    }

    private void count(StockEvent event) {
        Map<WarehouseId, Integer> units =
                switch (event) {
                    case StockEvent.StockAllocated e when e.campaign().equals(id) -> e.units();
                    case StockEvent.StockToppedUp e when e.campaign().equals(id) -> e.units();
                    default -> Map.of();
                };
        for (int n : units.values()) {
            allocatedUnits += n;
        }
    }

    /** Units the campaign was given, at first and while it ran. */
    long allocatedUnits() {
        return allocatedUnits;
    }

    /** @throws IllegalStateException where the command is refused: the benchmark is not where the campaign is */
    void carryOut(CampaignCommand command) {
        send(command).ifPresent(World::fail);
    }

    /** @throws IllegalStateException where the command is refused */
    void carryOut(StockCommand command) {
        send(command).ifPresent(World::fail);
    }

    private static void fail(Refusal refusal) {
        throw new IllegalStateException(refusal.code() + ": " + refusal.message());
    }

    @Override
    public StockItem load(Sku sku) {
        return stock.getOrDefault(sku, StockItem.UNKNOWN);
    }

    @Override
    public int receive(CampaignId campaign, int holdOutBps, List<Signal> batch, Instant at) {
        List<Signal> unseen = signals.unseen(batch);
        if (!unseen.isEmpty()) {
            record(new SignalsReceived(campaign, holdOutBps, unseen, at));
        }
        return unseen.size();
    }

    @Override
    public void enrol(CampaignId campaign, int holdOutBps, List<Pseudonym> shoppers, Instant at) {
        throw new UnsupportedOperationException("everybody is enrolled at once: use enrolled()");
    }

    @Override
    public int recordPriorSpend(CampaignId campaign, int holdOutBps, List<PriorSpend> shoppers, Instant at) {
        List<PriorSpend> unseen = signals.unseenPriorSpend(shoppers);
        if (!unseen.isEmpty()) {
            record(new PriorSpendRecorded(campaign, holdOutBps, unseen, at));
        }
        return unseen.size();
    }

    /** Everybody was assigned to an arm. */
    void enrolled(long treated, long holdOut) {
        record(new AudienceEnrolled(id, treated, holdOut, "everybody", now));
    }

    private void record(AudienceEvent event) {
        log.append(Streams.signals(id), now, event);
        signals.on(event);
    }

    @Override
    public <T> T read(CampaignId campaign, Function<SaleSignals, T> question) {
        return question.apply(signals);
    }

    @Override
    public String put(byte[] content) {
        String digest = Sha256.hex(content);
        evidence.put(digest, content);
        return digest;
    }

    @Override
    public Optional<byte[]> get(String sha256) {
        return Optional.ofNullable(evidence.get(sha256));
    }

    /** Everything that was put there, by its digest. */
    Map<String, byte[]> evidence() {
        return Collections.unmodifiableMap(evidence);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public boolean isSimulated() {
        return true;
    }

    @Override
    public void advanceTo(Instant to) {
        now = to;
    }
}
