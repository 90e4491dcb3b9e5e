package io.reprise.http.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.SaleStanding;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.projections.campaignpage.CampaignPage;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.feed.ViewFeed;
import io.reprise.projections.kpi.KpiSeries;
import io.reprise.projections.kpi.Kpis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * How a sale goes, as it goes: at most once a second, and only where something changed. However many look at a sale, its
 * views are read once a second.
 */
@Component
public final class SaleStream {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int SALES_MAX = 1_000;
    private static final Set<String> OVER = Set.of("closed", "stopped", "launch-failed");

    private final ViewFeed views;
    private final Kpis kpis;
    private final CampaignPages pages;
    private final ObjectMapper json;
    private final Cache<CampaignId, Sale> sales = Caffeine.newBuilder()
            .expireAfterWrite(INTERVAL)
            .maximumSize(SALES_MAX)
            .build();

    SaleStream(ViewFeed views, Kpis kpis, CampaignPages pages, ObjectMapper json) {
        this.views = views;
        this.kpis = kpis;
        this.pages = pages;
        this.json = json;
    }

    /** The views of a sale. @param reached everything before this position is in them */
    private record Sale(long reached, KpiSeries series, CampaignPage page) {}

    /**
     * What is new in a sale. Lines that are there already are replaced: points by {@code at}, slots by {@code from}.
     *
     * @param points windows evaluated since the last message, @param slots ten minutes that something was added to
     * @param standing how the sale stands now, where a window has been evaluated; adjustments likewise: all, as now
     */
    public record Standing(
            String campaignId,
            String phase,
            List<KpiSeries.Point> points,
            List<KpiSeries.Slot> slots,
            Optional<SaleStanding> standing,
            List<Adjustment> adjustments) {}

    /**
     * An adjustment in short.
     *
     * @param prices how many prices it changes, @param moves how many items get more stock
     * @param push whether shoppers are notified once more
     */
    public record Adjustment(
            DecisionId decisionId,
            int window,
            Stage stage,
            String rule,
            String actor,
            Instant at,
            Optional<Instant> deadline,
            int prices,
            int moves,
            boolean push) {

        static Adjustment of(CampaignPage.AdjustmentLine line) {
            AdjustmentOutcome outcome = line.outcome;
            return new Adjustment(
                    line.decisionId,
                    line.window,
                    line.stage,
                    line.rule,
                    line.actor,
                    line.at,
                    line.deadline,
                    outcome.priceChanges().size(),
                    outcome.moves().size(),
                    outcome.extraPush());
        }
    }

    /** Whether the sale is over and a caller has seen all of it. */
    public boolean hasEnded(CampaignId campaign, long after) {
        Sale sale = read(campaign);
        return isOver(sale) && !isNew(sale, after);
    }

    /** What a client of this sale is told. */
    public EventStreams.Source of(CampaignId campaign) {
        return new EventStreams.Source() {
            private long sentNanos = System.nanoTime() - INTERVAL.toNanos();

            @Override
            public EventStreams.Fresh after(long position, Duration patience) throws InterruptedException {
                long until = System.nanoTime() + patience.toNanos();
                while (true) {
                    Thread.sleep(Duration.ofNanos(Math.max(0, INTERVAL.toNanos() - (System.nanoTime() - sentNanos))));
                    Sale sale = sales.get(campaign, SaleStream.this::read);
                    sentNanos = System.nanoTime();
                    boolean isFresh = isNew(sale, position);
                    if (isFresh || isOver(sale) || sentNanos - until >= 0) {
                        return new EventStreams.Fresh(
                                isFresh ? List.of(message(sale, position)) : List.of(),
                                Math.max(position, sale.reached() - 1),
                                isOver(sale));
                    }
                    views.await(sale.reached() + 1, Duration.ofNanos(Math.max(0, until - System.nanoTime())));
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
            }
        };
    }

    /** The position is asked for first, so that what is folded meanwhile is told again rather than left out. */
    private Sale read(CampaignId campaign) {
        long reached = views.reached();
        return new Sale(reached, kpis.of(campaign), pages.find(campaign).orElseThrow());
    }

    private static boolean isOver(Sale sale) {
        return OVER.contains(sale.page().phase);
    }

    private static boolean isNew(Sale sale, long after) {
        return sale.page().timeline.getLast().position() > after
                || sale.series().slots.stream().anyMatch(slot -> slot.position > after)
                || sale.series().points.stream().anyMatch(point -> point.position() > after);
    }

    private EventStreams.Message message(Sale sale, long after) {
        Standing standing = new Standing(
                sale.page().campaignId,
                sale.page().phase,
                sale.series().points.stream().filter(p -> p.position() > after).toList(),
                sale.series().slots.stream().filter(s -> s.position > after).toList(),
                sale.series().standing,
                sale.page().adjustments.stream().map(Adjustment::of).toList());
        try {
            return new EventStreams.Message(sale.reached() - 1, "sale", json.writeValueAsString(standing));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a standing cannot be written as JSON: " + e.getMessage(), e);
        }
    }
}
