package io.reprise.domain.axon;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.reprise.domain.model.audience.Arm;
import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.audience.AudienceEvent.AudienceEnrolled;
import io.reprise.domain.model.audience.AudienceEvent.PriorSpendRecorded;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.audience.DigestSet;
import io.reprise.domain.model.audience.PriorSpend;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.audience.SaleSignals;
import io.reprise.domain.model.audience.Signal;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.Signals;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Signals in a stream of their own beside the campaign's, one event for each batch. Publishing returns when the log has
 * made the batch durable. Another server writing to the same stream is noticed by its sequence: read on, then try again.
 *
 * <p>Signals of a sale nobody has asked for or told anything of for hours are forgotten, and folded from the log when somebody does.
 */
public final class LogSignals implements Signals {

    /** Batches that arrive together make one event of no more signals: it has to stay below the limit of an event. */
    private static final int GROUP_MAX = 10_000;

    /** Longer than a night in which nobody buys: a large sale takes minutes to be folded again. */
    private static final Duration KEPT = Duration.ofHours(12);

    private final EventLog log;
    private final EventBus events;
    private final Supplier<DigestSet> ids;
    private final Cache<CampaignId, Folded> campaigns;

    /** @param ids where those of one sale's signals are remembered, empty each time */
    public LogSignals(EventLog log, EventBus events, Supplier<DigestSet> ids) {
        this(log, events, ids, Ticker.systemTicker());
    }

    /** @param ticker tells how long nothing was heard of a sale */
    public LogSignals(EventLog log, EventBus events, Supplier<DigestSet> ids, Ticker ticker) {
        this.log = log;
        this.events = events;
        this.ids = ids;
        this.campaigns = Caffeine.newBuilder()
                .expireAfterAccess(KEPT)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    private static final class Folded {
        private final SaleSignals signals;
        private final Queue<Arrived> waiting = new ConcurrentLinkedQueue<>();
        private long next;

        private Folded(DigestSet ids) {
            this.signals = new SaleSignals(ids);
        }

        private void on(AudienceEvent event) {
            signals.on(event);
            next++;
        }
    }

    /** A batch on its way into the log; what became of it is written and read under the lock of its campaign. */
    private static final class Arrived {
        private final int holdOutBps;
        private final List<Signal> batch;
        private final Instant at;
        private boolean isDone;
        private int recorded;
        private RuntimeException failure;

        private Arrived(int holdOutBps, List<Signal> batch, Instant at) {
            this.holdOutBps = holdOutBps;
            this.batch = batch;
            this.at = at;
        }

        private int answer() {
            if (failure != null) {
                throw failure;
            }
            return recorded;
        }
    }

    /** All signals of a campaign, folded anew: for whoever only reads. */
    public static SaleSignals folded(EventLog log, CampaignId campaign) {
        SaleSignals signals = new SaleSignals();
        StreamFold.forEach(
                log, Streams.signals(campaign), 0, stored -> signals.on((AudienceEvent) EventJson.read(stored)));
        return signals;
    }

    private Folded folded(CampaignId campaign) {
        return campaigns.get(campaign, c -> new Folded(ids.get()));
    }

    @Override
    public int receive(CampaignId campaign, int holdOutBps, List<Signal> batch, Instant at) {
        if (batch.size() > BATCH_MAX) {
            throw new EventLog.LimitExceeded("a batch of signals", BATCH_MAX, batch.size());
        }
        Folded folded = folded(campaign);
        Arrived arrived = new Arrived(holdOutBps, batch, at);
        folded.waiting.add(arrived);
        synchronized (folded) {
            // Whoever comes in first records what has arrived meanwhile too: the others find theirs done.
            while (!arrived.isDone) {
                receive(campaign, group(folded));
            }
            return arrived.answer();
        }
    }

    /** The batch that has waited longest, and as many more as make one event with it. */
    private static List<Arrived> group(Folded folded) {
        List<Arrived> group = new ArrayList<>();
        int signals = 0;
        for (Arrived next = folded.waiting.peek(); next != null; next = folded.waiting.peek()) {
            signals += next.batch.size();
            if (!group.isEmpty() && (signals > GROUP_MAX || next.holdOutBps != group.getFirst().holdOutBps)) {
                break;
            }
            group.add(folded.waiting.remove());
        }
        return group;
    }

    private void receive(CampaignId campaign, List<Arrived> group) {
        try {
            record(campaign, signals -> {
                List<Signal> all = new ArrayList<>();
                group.forEach(arrived -> all.addAll(arrived.batch));
                List<Signal> unseen = signals.unseen(all);
                count(group, unseen);
                Arrived last = group.getLast();
                return unseen.isEmpty() ? null : new SignalsReceived(campaign, last.holdOutBps, unseen, last.at);
            });
        } catch (RuntimeException e) {
            group.forEach(arrived -> arrived.failure = e);
        } finally {
            group.forEach(arrived -> arrived.isDone = true);
        }
    }

    /** How many of each batch are new: they come in the order in which the batches did. */
    private static void count(List<Arrived> group, List<Signal> unseen) {
        int next = 0;
        for (Arrived arrived : group) {
            arrived.recorded = 0;
            for (Signal signal : arrived.batch) {
                if (next < unseen.size() && unseen.get(next) == signal) {
                    arrived.recorded++;
                    next++;
                }
            }
        }
    }

    @Override
    public void enrol(CampaignId campaign, int holdOutBps, List<Pseudonym> shoppers, Instant at) {
        Predicate<Pseudonym> held = shopper -> Arm.of(campaign, shopper, holdOutBps) == Arm.HOLD_OUT;
        long holdOut = shoppers.stream().filter(held).count();
        String who =
                Sha256.hexOf(shoppers.stream().map(Pseudonym::value).sorted().toArray(String[]::new));
        record(
                campaign,
                signals -> signals.hasEnrolled(who)
                        ? null
                        : new AudienceEnrolled(campaign, shoppers.size() - holdOut, holdOut, who, at));
    }

    @Override
    public int recordPriorSpend(CampaignId campaign, int holdOutBps, List<PriorSpend> shoppers, Instant at) {
        int recorded = 0;
        for (int from = 0; from < shoppers.size(); from += BATCH_MAX) {
            List<PriorSpend> batch = shoppers.subList(from, Math.min(shoppers.size(), from + BATCH_MAX));
            int[] fresh = {0};
            record(campaign, signals -> {
                List<PriorSpend> unseen = signals.unseenPriorSpend(batch);
                fresh[0] = unseen.size();
                return unseen.isEmpty() ? null : new PriorSpendRecorded(campaign, holdOutBps, unseen, at);
            });
            recorded += fresh[0];
        }
        return recorded;
    }

    @Override
    public <T> T read(CampaignId campaign, Function<SaleSignals, T> question) {
        Folded folded = folded(campaign);
        synchronized (folded) {
            catchUp(campaign, folded);
            return question.apply(folded.signals);
        }
    }

    /** @param next the event to record, or null where there is nothing new */
    private void record(CampaignId campaign, Function<SaleSignals, AudienceEvent> next) {
        recordTogether(List.of(campaign), signalsOf -> {
            AudienceEvent event = next.apply(signalsOf.apply(campaign));
            return event == null ? Together.NOTHING : new Together(List.of(event), List.of());
        });
    }

    /**
     * What is appended at once, or not at all.
     *
     * @param signals at most one event of each campaign
     * @param beside events of other streams
     */
    record Together(List<AudienceEvent> signals, List<DomainEventMessage<?>> beside) {
        static final Together NOTHING = new Together(List.of(), List.of());
    }

    /** What is recorded, decided on the signals so far of each of the campaigns; decided again where somebody was faster. */
    interface Decision {
        Together on(Function<CampaignId, SaleSignals> signalsOf);
    }

    /** @param of in their own order, without repeats: so that nobody waits for one who waits for them */
    void recordTogether(List<CampaignId> of, Decision decision) {
        Map<CampaignId, Folded> folds = new LinkedHashMap<>();
        of.forEach(c -> folds.put(c, folded(c)));
        locked(List.copyOf(folds.values()), 0, () -> publish(folds, decision));
    }

    private static void locked(List<Folded> all, int first, Runnable work) {
        if (first == all.size()) {
            work.run();
            return;
        }
        synchronized (all.get(first)) {
            locked(all, first + 1, work);
        }
    }

    private void publish(Map<CampaignId, Folded> folds, Decision decision) {
        for (int attempt = 1; ; attempt++) {
            folds.forEach(this::catchUp);
            Together together = decision.on(campaign -> folds.get(campaign).signals);
            List<DomainEventMessage<?>> messages = new ArrayList<>();
            for (AudienceEvent event : together.signals()) {
                String stream = Streams.signals(event.campaign());
                long sequence = folds.get(event.campaign()).next;
                messages.add(new GenericDomainEventMessage<>("Signals", stream, sequence, event));
            }
            messages.addAll(together.beside());
            if (messages.isEmpty()) {
                return;
            }
            try {
                events.publish(messages);
                together.signals().forEach(event -> folds.get(event.campaign()).on(event));
                return;
            } catch (ConcurrencyException e) {
                if (attempt > Conflicts.RETRIES_MAX) {
                    throw e;
                }
                Conflicts.rest(attempt);
            }
        }
    }

    private void catchUp(CampaignId campaign, Folded folded) {
        folded.next = StreamFold.forEach(
                log,
                Streams.signals(campaign),
                folded.next,
                stored -> folded.signals.on((AudienceEvent) EventJson.read(stored)));
    }
}
