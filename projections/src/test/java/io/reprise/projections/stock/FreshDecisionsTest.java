package io.reprise.projections.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.axon.AggregateCache;
import io.reprise.domain.axon.FreshDecisions;
import io.reprise.domain.axon.LogEventStorageEngine;
import io.reprise.domain.axon.NamedEventSerializer;
import io.reprise.domain.axon.StateSnapshots;
import io.reprise.domain.axon.StockItemAggregate;
import io.reprise.domain.axon.Streams;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.Snapshots;
import io.reprise.domain.model.stock.StockCommand.AllocateStock;
import io.reprise.domain.model.stock.StockCommand.Claim;
import io.reprise.domain.model.stock.StockCommand.ClaimStock;
import io.reprise.domain.model.stock.StockCommand.ReceiveStock;
import io.reprise.domain.model.stock.StockCommand.ReleaseStock;
import io.reprise.domain.model.stock.StockRefusal;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers, each with the aggregates it used last, over one log: what one has done the other does not know yet. */
class FreshDecisionsTest {

    private static final Instant AT = Instant.parse("2026-11-11T00:00:00Z");
    private static final Sku LAMP = new Sku("LAMP-2");
    private static final CampaignId SALE = new CampaignId("sale");
    private static final WarehouseId NORTH = new WarehouseId("north");

    @TempDir
    private Path folder;

    private EventLog log;
    private Configuration one;
    private Configuration other;

    @BeforeEach
    void open() {
        log = EmbeddedEventLog.open(folder.resolve("log"));
        one = server(true);
        other = server(true);
    }

    @AfterEach
    void close() {
        one.shutdown();
        other.shutdown();
        log.close();
    }

    private Configuration server(boolean isOneOfSeveral) {
        Configuration server = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(c -> JacksonSerializer.defaultSerializer())
                .configureEventStore(c -> EmbeddedEventStore.builder()
                        .storageEngine(LogEventStorageEngine.over(
                                log, new StateSnapshots(log, Snapshots.NONE), NamedEventSerializer.create()))
                        .build())
                .configureAggregate(AggregateConfigurer.defaultConfiguration(StockItemAggregate.class)
                        .configureCache(c -> new AggregateCache())
                        .configureCommandTargetResolver(c -> Streams.commandTargets()))
                .start();
        if (isOneOfSeveral) {
            server.commandBus().registerHandlerInterceptor(new FreshDecisions(log));
        }
        return server;
    }

    private static <R> R send(Configuration server, Object command) {
        return server.commandGateway().sendAndWait(command);
    }

    private static ReceiveStock receive(String receipt) {
        return new ReceiveStock(LAMP, NORTH, 5, receipt, AT);
    }

    private static ClaimStock claim(String id) {
        return new ClaimStock(LAMP, SALE, List.of(new Claim(id, 1)), AT);
    }

    /** One knows that the sale has stock; the other knew the item before. */
    private void allocateBehindTheBackOf(Configuration server) {
        send(one, receive("a"));
        send(server, receive("b"));
        AllocateStock allocate = new AllocateStock(LAMP, SALE, new TreeMap<>(Map.of(NORTH, 4)), AT);
        assertThatThrownBy(() -> send(one, allocate)).isInstanceOf(ConcurrencyException.class);
        send(one, allocate);
    }

    @Test
    void aRefusalDecidedOnAnOldStateIsNotAnAnswer() {
        allocateBehindTheBackOf(other);
        assertThatThrownBy(() -> send(other, claim("c"))).isInstanceOf(ConcurrencyException.class);
        assertThat(FreshDecisionsTest.<Map<String, Boolean>>send(other, claim("c")))
                .containsEntry("c", true);
    }

    @Test
    void thatNothingIsLeftToDoIsNotBelievedOfAnOldStateEither() {
        allocateBehindTheBackOf(other);
        long before = log.head();
        assertThatThrownBy(() -> send(other, new ReleaseStock(LAMP, SALE, AT)))
                .isInstanceOf(ConcurrencyException.class);
        send(other, new ReleaseStock(LAMP, SALE, AT));
        assertThat(log.head()).isEqualTo(before + 1);
    }

    @Test
    void aRefusalDecidedOnWhatTheLogHasIsAnAnswer() {
        send(one, receive("a"));
        assertThatThrownBy(() -> send(one, claim("c")))
                .isInstanceOfSatisfying(CommandExecutionException.class, e -> assertThat(
                                e.<Object>getDetails().orElseThrow())
                        .isInstanceOf(StockRefusal.NotAllocated.class));
        send(one, receive("a"));
        assertThat(log.head()).isEqualTo(1);
        Sku nobodys = new Sku("LAMP-9");
        send(one, new ReleaseStock(nobodys, SALE, AT));
    }

    @Test
    void aServerThatBelievesWhatItKeepsRefusesWrongly() {
        Configuration careless = server(false);
        allocateBehindTheBackOf(careless);
        assertThatThrownBy(() -> send(careless, claim("c"))).isInstanceOf(CommandExecutionException.class);
        careless.shutdown();
    }
}
