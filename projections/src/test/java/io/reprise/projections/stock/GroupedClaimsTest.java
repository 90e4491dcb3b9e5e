package io.reprise.projections.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.axon.AggregateCache;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.axon.GroupedClaims;
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
import io.reprise.domain.model.stock.StockEvent.StockClaimed;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Sku;
import io.reprise.domain.model.vocabulary.WarehouseId;
import io.reprise.projections.eventstore.EmbeddedEventLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.serialization.json.JacksonSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many shoppers, one item. */
class GroupedClaimsTest {

    private static final Instant AT = Instant.parse("2026-11-11T00:00:00Z");
    private static final Sku LAMP = new Sku("LAMP-2");
    private static final CampaignId SALE = new CampaignId("sale");
    private static final WarehouseId NORTH = new WarehouseId("north");
    private static final int STOCK = 700;
    private static final int SHOPPERS = 32;
    private static final int CLAIMS_EACH = 40;

    @TempDir
    private Path folder;

    private EventLog log;
    private Configuration server;
    private GroupedClaims claims;

    @BeforeEach
    void open() {
        log = EmbeddedEventLog.open(folder.resolve("log"));
        server = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(c -> JacksonSerializer.defaultSerializer())
                .configureEventStore(c -> EmbeddedEventStore.builder()
                        .storageEngine(LogEventStorageEngine.over(
                                log, new StateSnapshots(log, Snapshots.NONE), NamedEventSerializer.create()))
                        .build())
                .configureAggregate(AggregateConfigurer.defaultConfiguration(StockItemAggregate.class)
                        .configureCache(c -> new AggregateCache())
                        .configureCommandTargetResolver(c -> Streams.commandTargets()))
                .start();
        claims = new GroupedClaims(server.commandGateway()::sendAndWait);
        server.commandGateway().sendAndWait(new ReceiveStock(LAMP, NORTH, STOCK, "a", AT));
        server.commandGateway().sendAndWait(new AllocateStock(LAMP, SALE, new TreeMap<>(Map.of(NORTH, STOCK)), AT));
    }

    @AfterEach
    void close() {
        server.shutdown();
        log.close();
    }

    private static ClaimStock claim(String... ids) {
        return new ClaimStock(
                LAMP, SALE, List.of(ids).stream().map(id -> new Claim(id, 1)).toList(), AT);
    }

    private List<StockClaimed> claimed() {
        return log.readStream(Streams.of(LAMP), 0, Integer.MAX_VALUE).stream()
                .map(EventJson::read)
                .filter(StockClaimed.class::isInstance)
                .map(StockClaimed.class::cast)
                .toList();
    }

    @Test
    void noUnitIsSoldTwiceEveryClaimIsAnsweredOnceAndManyShareAWrite() throws Exception {
        int granted = 0;
        try (ExecutorService shoppers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int shopper = 0; shopper < SHOPPERS; shopper++) {
                int number = shopper;
                all.add(shoppers.submit(() -> buy(number)));
            }
            for (Future<Integer> one : all) {
                granted += one.get();
            }
        }
        assertThat(granted).isEqualTo(STOCK);
        List<StockClaimed> events = claimed();
        assertThat(events.stream().flatMap(event -> event.answers().stream()).map(answer -> answer.claimId()))
                .hasSize(SHOPPERS * CLAIMS_EACH)
                .doesNotHaveDuplicates();
        assertThat(events.size()).isLessThan(SHOPPERS * CLAIMS_EACH / 2);
    }

    private int buy(int shopper) {
        int granted = 0;
        for (int n = 0; n < CLAIMS_EACH; n++) {
            String id = shopper + "-" + n;
            Map<String, Boolean> answer = claims.claim(claim(id));
            assertThat(answer).containsOnlyKeys(id);
            granted += answer.get(id) ? 1 : 0;
        }
        return granted;
    }

    @Test
    void aClaimThatComesAgainIsAnsweredTheSameAndARefusalReachesWhoeverAsked() {
        assertThat(claims.claim(claim("x", "y"))).isEqualTo(Map.of("x", true, "y", true));
        assertThat(claims.claim(claim("y", "z"))).isEqualTo(Map.of("y", true, "z", true));
        assertThat(claimed()).hasSize(2);
        ClaimStock ofNoSale = new ClaimStock(LAMP, new CampaignId("other"), List.of(new Claim("x", 1)), AT);
        assertThatThrownBy(() -> claims.claim(ofNoSale)).isInstanceOf(CommandExecutionException.class);
        assertThat(claims.claim(claim("x"))).containsEntry("x", true);
    }
}
