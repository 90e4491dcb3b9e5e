package io.reprise.projections.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.stock.StockEvent;
import io.reprise.projections.eventstore.TestMongo;
import io.reprise.projections.feed.FeedStatus.State;
import io.reprise.projections.store.Generations;
import io.reprise.projections.store.Generations.Reached;
import io.reprise.projections.store.Projection;
import io.reprise.projections.store.SaleHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewFeedTest {

    @TempDir
    Path folder;

    private TestMongo mongo;
    private FeedRig rig;
    private List<Projection<?>> projections;

    @BeforeEach
    void open() {
        mongo = new TestMongo();
        rig = new FeedRig(folder, mongo.database());
        projections = FeedRig.everything(mongo.database());
    }

    @AfterEach
    void close() {
        rig.close();
        mongo.close();
    }

    private Map<String, Document> views() {
        return rig.views(projections);
    }

    @Test
    void the_history_these_tests_fold_holds_every_event_there_is() {
        Set<Class<?>> folded = new HashSet<>();
        SaleHistory.everything().forEach(event -> folded.add(event.getClass()));

        assertThat(Stream.of(CampaignEvent.class, StockEvent.class, AudienceEvent.class, ModelReleaseEvent.class)
                        .flatMap(type -> Arrays.stream(type.getPermittedSubclasses())))
                .allMatch(folded::contains);
    }

    @Test
    void what_was_appended_is_shown_at_once() {
        rig.feed(2, projections);
        rig.append(SaleHistory.everything());
        rig.settle();

        assertThat(views()).hasSizeGreaterThan(20);
    }

    @Test
    void whoever_waits_in_vain_is_told_so() {
        rig.feed(2, projections);

        assertThat(rig.feed().await(1, Duration.ofMillis(5))).isFalse();
    }

    @Test
    void a_crash_between_writing_and_storing_the_position_changes_nothing() {
        rig.feed(2, projections);
        rig.append(SaleHistory.everything());
        rig.settle();
        Map<String, Document> once = views();
        rig.stop();
        Generations generations = new Generations(mongo.database());
        for (Projection<?> projection : projections) {
            generations.reached(List.of(new Reached(new Generations.Place(projection.name(), 1, true), 7)));
        }

        rig.feed(2, projections);
        rig.settle();

        assertThat(views()).isEqualTo(once);
        assertThat(generations.standing("board").orElseThrow().position()).isEqualTo(rig.log.head());
    }

    @Test
    void views_that_are_rebuilt_are_those_that_were() {
        ViewOperations operations = rig.feed(2, projections);
        rig.append(SaleHistory.everything());
        rig.settle();
        Map<String, Document> before = views();

        projections.forEach(projection -> operations.rebuild(projection.name()));
        Rebuilds.await(operations);

        assertThat(views()).isEqualTo(before);
        assertThat(new Generations(mongo.database())
                        .standing("board")
                        .orElseThrow()
                        .generation())
                .isEqualTo(2);
    }

    @Test
    void an_unknown_event_stops_every_projection_and_says_where() {
        ViewOperations operations = rig.feed(2, projections);
        rig.append(SaleHistory.everything().subList(0, 5));
        rig.log.append(List.of(rig.stored("campaign/x", "campaign.teleported", "{}")));
        rig.append(SaleHistory.everything().subList(5, 10));
        rig.settle();

        assertThat(operations.all()).allSatisfy(status -> {
            assertThat(status.state()).isEqualTo(State.STOPPED);
            assertThat(status.position()).isEqualTo(5);
            assertThat(status.message()).contains("event 5").contains("campaign.teleported");
        });
    }

    @Test
    void an_unreadable_payload_stops_those_that_read_it_and_no_others() {
        ViewOperations operations = rig.feed(2, projections);
        rig.log.append(List.of(rig.stored("stock/LAMP", "stock.received", "{\"units\":\"many\"}")));
        rig.append(SaleHistory.everything());
        rig.settle();

        assertThat(operations.all()).allSatisfy(status -> assertThat(status.state())
                .isEqualTo(status.projection().equals("stock") ? State.STOPPED : State.RUNNING));
        assertThat(operations.of("stock").message()).contains("event 0").contains("stock.received");
        assertThat(operations.of("board").position()).isEqualTo(rig.log.head());
    }

    @Test
    void a_version_that_knows_the_event_goes_on_where_it_stopped() {
        rig.feed(2, projections);
        rig.append(SaleHistory.everything().subList(0, 5));
        rig.log.append(List.of(rig.stored("campaign/x", "campaign.teleported", "{}")));
        rig.append(SaleHistory.everything().subList(5, SaleHistory.everything().size()));
        rig.settle();

        ViewOperations later = rig.feed(2, new LaterVersion(), projections);
        rig.settle();

        assertThat(later.all()).allSatisfy(status -> {
            assertThat(status.state()).isEqualTo(State.RUNNING);
            assertThat(status.position()).isEqualTo(rig.log.head());
        });
    }

    @Test
    void a_projection_of_another_schema_is_rebuilt_by_itself() {
        rig.feed(2, projections);
        rig.append(SaleHistory.everything());
        rig.settle();
        List<Projection<?>> later = List.of(new Flawed<>(projections.getFirst(), 2, event -> false));

        ViewOperations operations = rig.feed(2, later);
        Rebuilds.await(operations);

        assertThat(new Generations(mongo.database())
                        .standing("board")
                        .orElseThrow()
                        .schema())
                .isEqualTo(2);
        assertThatThrownBy(() -> operations.cancelRebuild("board"))
                .isInstanceOfSatisfying(FeedRefusal.Refused.class, refused -> assertThat(refused.reason())
                        .isInstanceOf(FeedRefusal.NotRebuilding.class));
    }

    @Test
    void a_projection_nobody_knows_is_refused_by_name() {
        ViewOperations operations = rig.feed(2, projections);
        rig.append(SaleHistory.everything());
        rig.settle();

        assertThatThrownBy(() -> operations.rebuild("boards")).hasMessageContaining("decision-log");
    }
}
