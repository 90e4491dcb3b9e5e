package io.reprise.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sale whose databases are restarted under it, or whose disk is full for a while, ends as one that was left alone: nothing that
 * was acknowledged is lost, nothing is decided or sold twice, every view is what a rebuild makes of the log.
 */
@Tag("slow")
class StoresAwayTest {

    private static final long AWAY_SECONDS = 5;
    private static final String MONGO_HOST = "127.0.0.1";
    /** How much more may be written to any one file before the disk is full: a part of the sale. */
    private static final int ROOM_KIB = 300;

    @TempDir
    private Path folder;

    private String undisturbed() throws Exception {
        try (PlayedSale sale = PlayedSale.in(folder.resolve("undisturbed"), Map.of(), 0)) {
            sale.server().start("");
            sale.begin();
            return sale.digest();
        }
    }

    private MongoServer mongo(int port) {
        MongoServer server =
                new MongoServer(new H2Backend(folder.resolve("mongo.mv").toString()));
        server.bind(MONGO_HOST, port);
        return server;
    }

    private EmbeddedPostgres postgres(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
    }

    /** Of those that are written to. */
    private static long largestFileBytes(Path home) throws IOException {
        long largest = 0;
        for (String kept : List.of("log", "views", "camunda")) {
            try (Stream<Path> files = Files.walk(home.resolve(kept))) {
                largest = Math.max(
                        largest,
                        files.mapToLong(file -> file.toFile().length()).max().orElse(0));
            }
        }
        return largest;
    }

    /** Waits for a moment of a sale that goes on. */
    private static void until(PlayedSale sale, BooleanSupplier moment) throws InterruptedException {
        while (!moment.getAsBoolean()) {
            assertThat(sale.isOver())
                    .as("it is over before the moment came: %s", sale.said())
                    .isFalse();
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void mongodbAndPostgresqlAreRestartedInTheMiddleOfASale() throws Exception {
        String undisturbed = undisturbed();
        MongoServer mongo = mongo(0);
        int mongoPort = mongo.getLocalAddress().getPort();
        EmbeddedPostgres postgres = postgres(0);
        int postgresPort = postgres.getPort();
        Map<String, String> stores = ServerProcess.sharedStores(mongo, postgres);
        try (PlayedSale sale = PlayedSale.in(folder.resolve("restarted"), stores, 0)) {
            sale.server().start("");
            sale.begin();
            until(sale, () -> sale.said().contains("Wed 10:00"));
            mongo.shutdown();
            TimeUnit.SECONDS.sleep(AWAY_SECONDS);
            mongo = mongo(mongoPort);
            until(sale, () -> sale.said().contains("Wed 12:00"));
            postgres.close();
            TimeUnit.SECONDS.sleep(AWAY_SECONDS);
            postgres = postgres(postgresPort);
            assertThat(sale.digest()).isEqualTo(undisturbed);
            try (KeptStores kept = KeptStores.on(mongo.getConnectionString())) {
                PlayedSale.check(sale, kept);
            }
        } finally {
            postgres.close();
            mongo.shutdown();
        }
    }

    @Test
    void aDiskThatIsFullStopsTheSaleAndNothingElseAndItGoesOnWithRoom() throws Exception {
        String undisturbed = undisturbed();
        try (PlayedSale sale = PlayedSale.in(folder.resolve("full"), Map.of(), 0)) {
            ServerProcess server = sale.server();
            server.start("");
            sale.begin();
            until(sale, () -> sale.said().contains("Wed 10:00"));
            server.stop();
            // In blocks of half a kibibyte.
            long blocks = 2 * (largestFileBytes(server.home()) / 1_024 + ROOM_KIB);
            server.startedBy(List.of("sh", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "sh"));
            server.start("");
            until(
                    sale,
                    () -> server.said().contains("No space left")
                            || server.said().contains("File too large"));
            TimeUnit.SECONDS.sleep(AWAY_SECONDS);
            assertThat(sale.isOver())
                    .as("it waits: %s\n%s", sale.said(), server.said())
                    .isFalse();
            server.stop();
            server.startedBy(List.of());
            server.start("");
            assertThat(sale.digest()).isEqualTo(undisturbed);
            try (KeptStores kept = KeptStores.in(server.home())) {
                PlayedSale.check(sale, kept);
            }
        }
    }
}
