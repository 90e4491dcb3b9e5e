package io.reprise.projections.asof;

import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.audience.AudienceEvent.SignalsReceived;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.stock.StockEvent;
import io.reprise.domain.model.stock.StockItem;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.projections.board.Board;
import io.reprise.projections.board.BoardEntry;
import io.reprise.projections.campaignpage.CampaignPage;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionEntry;
import io.reprise.projections.decisionlog.DecisionLog;
import io.reprise.projections.feed.EventDecoder;
import io.reprise.projections.kpi.KpiSeries;
import io.reprise.projections.kpi.Kpis;
import io.reprise.projections.store.Projection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A campaign as it was at a position of the log. Its views are folded again from the events alone, by the same folds
 * that keep today's, so nothing that was learned or changed since can show.
 */
public final class CampaignAsOf {

    private static final int EVENTS_AT_ONCE = 500;

    /** How streams are named in the log. */
    public record StreamNames(
            Function<CampaignId, String> campaign, Function<CampaignId, String> signals, Function<Sku, String> stock) {}

    /**
     * @param position of the log up to which everything was taken
     * @param lastSignals the last of shoppers' signals up to it; empty where there were none
     * @param decisions oldest first
     * @param leftUnits what the campaign had left of each item of its plan
     */
    public record Then(
            long position,
            CampaignPage page,
            BoardEntry entry,
            Optional<Heard> lastSignals,
            KpiSeries kpis,
            List<DecisionEntry> decisions,
            Map<Sku, Integer> leftUnits) {}

    /** @param at when the signals of the event at this position came */
    public record Heard(long position, Instant at) {}

    /** A page asks twice, for itself and for its chart; and a slider goes back and forth. */
    private static final int KEPT_MAX = 16;

    private record Asked(CampaignId campaign, long position) {}

    private final Map<Asked, Then> kept = new LinkedHashMap<>(KEPT_MAX, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, Then> eldest) {
            return size() > KEPT_MAX;
        }
    };

    private final EventLog log;
    private final EventDecoder decoder;
    private final StreamNames streams;
    private final CampaignPages pages;
    private final Board board;
    private final Kpis kpis;
    private final DecisionLog decisions;

    public CampaignAsOf(
            EventLog log,
            EventDecoder decoder,
            StreamNames streams,
            CampaignPages pages,
            Board board,
            Kpis kpis,
            DecisionLog decisions) {
        this.log = log;
        this.decoder = decoder;
        this.streams = streams;
        this.pages = pages;
        this.board = board;
        this.kpis = kpis;
        this.decisions = decisions;
    }

    /**
     * @param position of the last event that had happened; beyond the log's end, the log's last
     * @return empty where the campaign had not been drafted
     */
    public Optional<Then> at(CampaignId id, long position) {
        // What is before the head never changes, so neither does what is made of it.
        Asked asked = new Asked(id, Math.min(position, log.head() - 1));
        synchronized (kept) {
            if (kept.containsKey(asked)) {
                return Optional.of(kept.get(asked));
            }
        }
        Optional<Then> then = fold(id, asked.position());
        synchronized (kept) {
            then.ifPresent(made -> kept.put(asked, made));
        }
        return then;
    }

    /**
     * Up to the last event of the campaign, its signals or its items' stock until a time.
     *
     * @return empty where the campaign had not been drafted
     */
    public Optional<Then> at(CampaignId id, Instant time) {
        long last = Math.max(
                last(streams.campaign().apply(id), time), last(streams.signals().apply(id), time));
        return at(id, last)
                .flatMap(then -> at(
                        id,
                        then.leftUnits().keySet().stream()
                                .mapToLong(sku -> last(streams.stock().apply(sku), time))
                                .reduce(last, Math::max)));
    }

    private long last(String stream, Instant time) {
        return events(stream)
                .filter(stored -> !happened(decoder.read(stored)).isAfter(time))
                .mapToLong(StoredEvent::position)
                .max()
                .orElse(-1);
    }

    private static Instant happened(Object event) {
        return switch (event) {
            case CampaignEvent e -> e.at();
            case AudienceEvent e -> e.at();
            case StockEvent e -> e.at();
            default -> throw new IllegalArgumentException("not of a campaign: " + event.getClass());
        };
    }

    private Optional<Then> fold(CampaignId id, long position) {
        List<StoredEvent> happened = upTo(streams.campaign().apply(id), position);
        if (happened.isEmpty()) {
            return Optional.empty();
        }
        happened.addAll(upTo(streams.signals().apply(id), position));
        happened.sort(Comparator.comparingLong(StoredEvent::position));
        Fold<CampaignPage> page = new Fold<>(pages);
        Fold<BoardEntry> entry = new Fold<>(board);
        Fold<KpiSeries> series = new Fold<>(kpis);
        Fold<DecisionEntry> taken = new Fold<>(decisions);
        Optional<Heard> lastSignals = Optional.empty();
        for (StoredEvent stored : happened) {
            Object event = decoder.read(stored);
            page.take(stored.position(), event);
            entry.take(stored.position(), event);
            series.take(stored.position(), event);
            taken.take(stored.position(), event);
            if (event instanceof SignalsReceived received) {
                lastSignals = Optional.of(new Heard(stored.position(), received.at()));
            }
        }
        CampaignPage then = page.views.values().iterator().next();
        Map<Sku, Integer> left = new LinkedHashMap<>();
        then.plan().items().forEach(item -> left.put(item.sku(), left(id, item.sku(), position)));
        return Optional.of(new Then(
                position,
                then,
                entry.views.values().iterator().next(),
                lastSignals,
                series.views.getOrDefault(id.value(), new KpiSeries()),
                taken.views.values().stream()
                        .sorted(Comparator.comparingLong(DecisionEntry::position))
                        .toList(),
                left));
    }

    private int left(CampaignId id, Sku sku, long position) {
        StockItem item = StockItem.UNKNOWN;
        for (StoredEvent stored : upTo(streams.stock().apply(sku), position)) {
            item = StockItem.evolve(item, (StockEvent) decoder.read(stored));
        }
        StockItem.Share share = item.shares().get(id);
        return share == null ? 0 : share.leftUnits();
    }

    private List<StoredEvent> upTo(String stream, long position) {
        return events(stream)
                .takeWhile(stored -> stored.position() <= position)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Read as far as they are asked for. */
    private Stream<StoredEvent> events(String stream) {
        return Stream.iterate(
                        log.readStream(stream, 0, EVENTS_AT_ONCE),
                        some -> !some.isEmpty(),
                        some -> some.size() < EVENTS_AT_ONCE
                                ? List.of()
                                : log.readStream(stream, some.getLast().event().sequence() + 1, EVENTS_AT_ONCE))
                .flatMap(List::stream);
    }

    /** One projection's documents, in memory. */
    private static final class Fold<V> {

        private final Projection<V> projection;
        private final Map<String, V> views = new LinkedHashMap<>();

        private Fold(Projection<V> projection) {
            this.projection = projection;
        }

        private void take(long position, Object event) {
            if (projection.reads().stream().noneMatch(type -> type.isInstance(event))) {
                return;
            }
            projection.document(event).ifPresent(id -> {
                V after = projection.fold(views.get(id), position, event);
                if (after == null) {
                    views.remove(id);
                } else {
                    views.put(id, after);
                }
            });
        }
    }
}
