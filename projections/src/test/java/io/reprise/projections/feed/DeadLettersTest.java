package io.reprise.projections.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSubmitted;
import io.reprise.domain.model.stock.StockEvent.StockReceived;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.projections.campaignpage.CampaignPage;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.eventstore.TestMongo;
import io.reprise.projections.feed.FeedStatus.State;
import io.reprise.projections.stock.StockLevels;
import io.reprise.projections.stock.StockLevels.StockLine;
import io.reprise.projections.store.Projection;
import io.reprise.projections.store.SaleHistory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {

    private static final Actor OTTO = new Actor("otto", Set.of(Role.OPERATOR));
    private static final Instant NOW = Instant.parse("2026-11-12T00:00:00Z");
    private static final String PAGE = "campaign-page";

    @TempDir
    Path folder;

    private TestMongo mongo;
    private FeedRig rig;
    private CampaignPages pages;

    @BeforeEach
    void open() {
        mongo = new TestMongo();
        rig = new FeedRig(folder, mongo.database());
        pages = new CampaignPages(mongo.database(), EventJson.mapper());
    }

    @AfterEach
    void close() {
        rig.close();
        mongo.close();
    }

    private Flawed<CampaignPage> flawed() {
        return new Flawed<>(
                pages,
                1,
                event -> event instanceof PlanSubmitted submitted
                        && submitted.campaignId().equals(SaleHistory.SALE)
                        && submitted.planVersion() == 2);
    }

    private List<CampaignEvent> ofSale() {
        return SaleHistory.ofSale();
    }

    private Map<String, Document> neverFailed() {
        TestMongo other = new TestMongo();
        try (FeedRig whole = new FeedRig(folder.resolve("whole"), other.database())) {
            List<Projection<?>> projections = List.of(new CampaignPages(other.database(), EventJson.mapper()));
            whole.feed(2, projections);
            whole.append(SaleHistory.everything());
            whole.settle();
            return whole.views(projections);
        } finally {
            other.close();
        }
    }

    @Test
    void an_event_that_cannot_be_folded_holds_back_its_subject_and_no_other() {
        ViewOperations operations = rig.feed(2, List.of(flawed()));
        rig.append(SaleHistory.everything());
        rig.settle();

        List<DeadLetter> letters = operations.deadLetters(PAGE);
        assertThat(letters).hasSize(ofSale().size() - 2).allSatisfy(letter -> assertThat(letter.subject())
                .isEqualTo("double-11"));
        assertThat(letters.getFirst().error()).contains("cannot fold PlanSubmitted");
        assertThat(letters.getFirst().attempts()).isEqualTo(1);
        assertThat(letters.subList(1, letters.size())).allMatch(DeadLetter::isBehind);
        assertThat(operations.of(PAGE).state()).isEqualTo(State.RUNNING);
        assertThat(pages.find(SaleHistory.FAILED).orElseThrow().phase).isEqualTo("launch-failed");
        // What the failing fold did to the document before it broke is not there.
        assertThat(pages.find(SaleHistory.SALE).orElseThrow().timeline).hasSize(2);
        assertThat(pages.find(SaleHistory.SALE).orElseThrow().phase).isEqualTo("drafting");
    }

    @Test
    void letters_are_still_there_after_a_restart_and_what_comes_later_waits_behind_them() {
        rig.feed(2, List.of(flawed()));
        rig.append(SaleHistory.everything().subList(0, 30));
        rig.settle();
        int before = rig.feed(2, List.of(flawed())).deadLetters(PAGE).size();

        ViewOperations operations = rig.feed(2, List.of(flawed()));
        rig.append(SaleHistory.everything().subList(30, SaleHistory.everything().size()));
        rig.settle();

        assertThat(before).isPositive();
        assertThat(operations.deadLetters(PAGE)).hasSize(ofSale().size() - 2);
    }

    @Test
    void once_the_fold_is_right_a_retry_leaves_the_views_as_if_it_had_never_failed() {
        Flawed<CampaignPage> projection = flawed();
        ViewOperations operations = rig.feed(2, List.of(projection));
        rig.append(SaleHistory.everything());
        rig.settle();
        long first = operations.deadLetters(PAGE).getFirst().position();

        ViewOperations.Retried inVain = operations.retry(PAGE, first);
        assertThat(inVain.folded()).isZero();
        assertThat(inVain.error()).contains("cannot fold PlanSubmitted");
        assertThat(operations.deadLetters(PAGE).getFirst().attempts()).isEqualTo(2);

        projection.breaksAt = event -> false;
        ViewOperations.Retried done = operations.retry(PAGE, first);

        assertThat(done.left()).isZero();
        assertThat(operations.deadLetters(PAGE)).isEmpty();
        assertThat(rig.views(List.of(pages))).isEqualTo(neverFailed());
    }

    @Test
    void what_is_dropped_is_in_the_log_and_is_left_out_by_a_rebuild_too() {
        ViewOperations operations = rig.feed(2, List.of(flawed()));
        rig.append(SaleHistory.everything());
        rig.settle();
        long first = operations.deadLetters(PAGE).getFirst().position();

        assertThatThrownBy(() -> operations.drop(PAGE, first, " ", OTTO, NOW)).hasMessageContaining("reason");
        operations.drop(PAGE, first, "written by a test", OTTO, NOW);

        assertThat(rig.decisions.dropped(PAGE)).singleElement().satisfies(dropped -> {
            assertThat(dropped.position()).isEqualTo(first);
            assertThat(dropped.reason()).isEqualTo("written by a test");
            assertThat(dropped.actor()).isEqualTo(OTTO);
        });
        assertThat(operations.deadLetters(PAGE)).isEmpty();
        assertThat(pages.find(SaleHistory.SALE).orElseThrow().phase).isEqualTo("closed");
        assertThat(pages.find(SaleHistory.SALE).orElseThrow().timeline)
                .hasSize(ofSale().size() - 1)
                .noneMatch(entry -> entry.position() == first);
        Map<String, Document> live = rig.views(List.of(pages));

        ViewOperations later = rig.feed(2, List.of(pages));
        later.rebuild(PAGE);
        Rebuilds.await(later);

        assertThat(rig.views(List.of(pages))).isEqualTo(live);
    }

    @Test
    void a_letter_that_waits_can_be_dropped_alone() {
        Flawed<CampaignPage> projection = flawed();
        ViewOperations operations = rig.feed(2, List.of(projection));
        rig.append(SaleHistory.everything());
        rig.settle();
        List<DeadLetter> letters = operations.deadLetters(PAGE);

        operations.drop(PAGE, letters.get(1).position(), "not needed", OTTO, NOW);
        assertThat(operations.deadLetters(PAGE)).hasSize(letters.size() - 1);

        projection.breaksAt = event -> false;
        operations.retry(PAGE, letters.getFirst().position());
        assertThat(pages.find(SaleHistory.SALE).orElseThrow().timeline)
                .hasSize(ofSale().size() - 1)
                .noneMatch(entry -> entry.position() == letters.get(1).position());
    }

    @Test
    void a_position_without_a_letter_is_refused() {
        ViewOperations operations = rig.feed(2, List.of(pages));
        assertThatThrownBy(() -> operations.retry(PAGE, 3))
                .isInstanceOf(FeedRefusal.Refused.class)
                .hasMessageContaining("no dead letter at position 3");
    }

    @Test
    void too_many_letters_stop_the_projection_until_there_are_fewer() {
        StockLevels stock = new StockLevels(mongo.database(), EventJson.mapper());
        Flawed<StockLine> projection = new Flawed<>(stock, 1, event -> true);
        List<StockReceived> receipts = IntStream.rangeClosed(0, DeadLetters.MAX)
                .mapToObj(i -> new StockReceived(new Sku("S" + i), SaleHistory.WAREHOUSE, 1, "r" + i, NOW))
                .toList();
        rig.append(receipts);
        ViewOperations operations = rig.feed(2, List.of(projection));
        rig.settle();

        assertThat(operations.of("stock").state()).isEqualTo(State.STOPPED);
        assertThat(operations.of("stock").message()).contains("1000 dead letters");
        assertThat(operations.of("stock").position()).isEqualTo(DeadLetters.MAX);
        assertThat(operations.deadLetters("stock")).hasSize(DeadLetters.MAX);

        projection.breaksAt = event -> false;
        operations.retry("stock", 17);
        rig.settle();

        assertThat(operations.of("stock").state()).isEqualTo(State.RUNNING);
        assertThat(stock.all()).extracting(StockLine::sku).containsExactlyInAnyOrder("S17", "S" + DeadLetters.MAX);
    }
}
