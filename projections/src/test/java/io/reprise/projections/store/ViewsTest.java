package io.reprise.projections.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoDatabase;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.audience.AudienceEvent;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.registry.ModelReleaseEvent;
import io.reprise.domain.model.stock.StockEvent;
import io.reprise.projections.board.Board;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.projections.decisionlog.DecisionLog;
import io.reprise.projections.eventstore.TestMongo;
import io.reprise.projections.inbox.Inbox;
import io.reprise.projections.kpi.Kpis;
import io.reprise.projections.models.ModelReleases;
import io.reprise.projections.stock.StockLevels;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewsTest {

    private static TestMongo mongo;

    private final ObjectMapper json = EventJson.mapper();
    private MongoDatabase database;
    private Views views;

    @BeforeAll
    static void start() {
        mongo = new TestMongo();
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    @BeforeEach
    void empty() {
        database = mongo.database();
        views = views();
        views.reset();
    }

    private Views views() {
        return new Views(List.of(
                new Board(database, json),
                new CampaignPages(database, json),
                new DecisionLog(database, json),
                new Inbox(database, json),
                new Kpis(database, json),
                new StockLevels(database, json),
                new ModelReleases(database, json)));
    }

    private void feed() {
        List<Object> events = SaleHistory.everything();
        for (int position = 0; position < events.size(); position++) {
            views.on(position, events.get(position));
        }
    }

    private Map<String, Document> stored() {
        Map<String, Document> all = new TreeMap<>();
        for (String collection : database.listCollectionNames()) {
            for (Document document : database.getCollection(collection).find()) {
                all.put(collection + "/" + document.get("_id"), document);
            }
        }
        return all;
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
    void an_event_that_is_delivered_again_changes_nothing() {
        feed();
        Map<String, Document> once = stored();

        feed();

        assertThat(stored()).isEqualTo(once).hasSizeGreaterThan(20);
    }

    @Test
    void views_that_are_rebuilt_are_those_that_were() {
        feed();
        Map<String, Document> live = stored();

        views.reset();
        assertThat(stored()).isEmpty();
        feed();

        assertThat(stored()).isEqualTo(live);
    }

    @Test
    void events_nobody_has_a_view_of_only_move_the_position() {
        views.on(0, "something else");

        assertThat(stored()).isEmpty();
        assertThat(views.next()).isEqualTo(1);
    }

    @Test
    void who_waits_for_a_position_goes_on_when_it_is_folded() {
        CompletableFuture<Boolean> waiting =
                CompletableFuture.supplyAsync(() -> views.await(2, Duration.ofSeconds(20)));

        views.on(0, "first");
        views.on(1, "second");

        assertThat(waiting.join()).isTrue();
    }

    @Test
    void who_waits_in_vain_is_told_so() {
        assertThat(views.await(1, Duration.ofMillis(5))).isFalse();
    }
}
