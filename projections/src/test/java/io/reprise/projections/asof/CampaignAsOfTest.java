package io.reprise.projections.asof;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.projections.asof.CampaignAsOf.Heard;
import io.reprise.projections.asof.CampaignAsOf.Then;
import io.reprise.projections.board.Board;
import io.reprise.projections.campaignpage.CampaignPage;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionLog;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import io.reprise.projections.eventstore.TestMongo;
import io.reprise.projections.feed.EventDecoder;
import io.reprise.projections.kpi.Kpis;
import io.reprise.projections.store.Folding;
import io.reprise.projections.store.LoggedEvents;
import io.reprise.projections.store.SaleHistory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignAsOfTest {

    private static final LoggedEvents LOGGED = new LoggedEvents();

    private static TestMongo mongo;
    private static EventLog log;
    private static CampaignPages pages;
    private static CampaignAsOf asOf;

    @BeforeAll
    static void start(@TempDir Path folder) {
        mongo = new TestMongo();
        log = EmbeddedEventLog.open(folder);
        pages = new CampaignPages(mongo.database(), EventJson.mapper());
        asOf = new CampaignAsOf(
                log,
                new EventDecoder() {
                    @Override
                    public Class<?> type(StoredEvent stored) {
                        return EventJson.type(stored);
                    }

                    @Override
                    public Object read(StoredEvent stored) {
                        return EventJson.read(stored);
                    }
                },
                new CampaignAsOf.StreamNames(Streams::of, Streams::signals, Streams::of),
                pages,
                new Board(mongo.database(), EventJson.mapper()),
                new Kpis(mongo.database(), EventJson.mapper()),
                new DecisionLog(mongo.database(), EventJson.mapper()));
        SaleHistory.everything().forEach(event -> log.append(List.of(LOGGED.next(event))));
    }

    @AfterAll
    static void stop() {
        log.close();
        mongo.close();
    }

    /** At every position the page is what the feed had made of the events up to it, and never more. */
    @Test
    void it_is_at_every_position_as_the_views_were_then() {
        long position = 0;
        for (Object event : SaleHistory.everything()) {
            if (event instanceof CampaignEvent happened) {
                Folding.fold(pages, position, happened);
                if (happened.campaignId().equals(SaleHistory.SALE)) {
                    CampaignPage then =
                            asOf.at(SaleHistory.SALE, position).orElseThrow().page();
                    CampaignPage seen = pages.find(SaleHistory.SALE).orElseThrow();
                    assertThat(EventJson.text(then)).as("at " + position).isEqualTo(EventJson.text(seen));
                }
            }
            position++;
        }
        assertThat(position).isEqualTo(log.head());
    }

    /** The store's own times are all one here: what counts is when an event says that it happened. */
    @Test
    void at_a_time_it_is_as_everything_until_then_had_made_it_sales_as_well() {
        List<Object> events = SaleHistory.everything();
        int sold = IntStream.range(0, events.size())
                .filter(i -> events.get(i) instanceof AudienceEvent.SignalsReceived)
                .findFirst()
                .orElseThrow();
        Instant time = ((AudienceEvent.SignalsReceived) events.get(sold)).at();

        Then then = asOf.at(SaleHistory.SALE, time).orElseThrow();
        assertThat(then.lastSignals()).contains(new Heard(sold, time));
        assertThat(then.kpis().orders()).isEqualTo(1);
        assertThat(then.page().timeline.getLast().position()).isLessThan(sold);
        assertThat(then).isEqualTo(asOf.at(SaleHistory.SALE, sold).orElseThrow());
        Then before = asOf.at(SaleHistory.SALE, time.minusMillis(1)).orElseThrow();
        assertThat(before.position()).isLessThan(sold);
        assertThat(before.lastSignals()).isEmpty();
        assertThat(asOf.at(SaleHistory.SALE, Instant.EPOCH)).isEmpty();
    }

    @Test
    void before_it_was_drafted_there_was_nothing_and_after_its_end_nothing_is_left_of_its_stock() {
        assertThat(asOf.at(SaleHistory.SALE, 0)).isEmpty();
        Then end = asOf.at(SaleHistory.SALE, Long.MAX_VALUE).orElseThrow();
        assertThat(end.entry().phase).isEqualTo(end.page().phase);
        assertThat(end.decisions()).isNotEmpty();
        assertThat(end.position()).isEqualTo(log.head() - 1);
        assertThat(asOf.at(SaleHistory.SALE, Instant.MAX).orElseThrow().decisions())
                .isEqualTo(end.decisions());
        assertThat(end.leftUnits()).containsKeys(SaleHistory.LAMP, SaleHistory.MUG);
    }
}
