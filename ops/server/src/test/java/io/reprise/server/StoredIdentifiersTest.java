package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.proof.Checkpoint;
import io.reprise.projections.eventstore.ChainVerifier;
import io.reprise.projections.transparency.CheckpointStore;
import io.reprise.projections.transparency.Checkpointer;
import io.reprise.projections.transparency.LogKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * What identifies a shopper is nowhere: a sale is played with planted ids, by every call that takes one, and then every byte that
 * the server has written is searched for them.
 */
@ExtendWith(OutputCaptureExtension.class)
class StoredIdentifiersTest {

    private static final String NAMED = "shopper-planted-7731904";
    private static final String MAILED = "erika.planted@mustermann.example";
    private static final String CALLED = "+49-170-5550199-planted";
    private static final List<String> PLANTED = List.of(NAMED, MAILED, CALLED);
    private static final List<Charset> WRITTEN =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
    /** Made before the sale, of other data; nothing of a sale is written there. */
    private static final List<String> OF_BEFORE = List.of("data", "models", "natives");

    @TempDir
    private Path folder;

    private static boolean holds(byte[] bytes, String text) {
        String every = new String(bytes, StandardCharsets.ISO_8859_1);
        return Stream.concat(
                        WRITTEN.stream().map(text::getBytes),
                        Stream.of(Base64.getEncoder().withoutPadding().encode(text.getBytes(StandardCharsets.UTF_8))))
                .anyMatch(written -> every.contains(new String(written, StandardCharsets.ISO_8859_1)));
    }

    /** Files under a home, and what they hold of a text; those of before are left out. */
    private static List<Path> holding(Path home, String text) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!OF_BEFORE.contains(home.relativize(file).getName(0).toString())
                        && holds(Files.readAllBytes(file), text)) {
                    found.add(home.relativize(file));
                }
            }
        }
        return found;
    }

    /** Collections of a database that hold a text, also where it is within bytes. */
    private static List<String> holding(MongoDatabase database, String text) {
        List<String> found = new ArrayList<>();
        for (String collection : database.listCollectionNames()) {
            for (Document document : database.getCollection(collection).find()) {
                if (anywhere(document, value -> holds(bytes(value), text))) {
                    found.add(collection);
                    break;
                }
            }
        }
        return found;
    }

    private static boolean anywhere(Object value, Predicate<Object> is) {
        return switch (value) {
            case null -> false;
            case Document document ->
                document.keySet().stream().anyMatch(is)
                        || document.values().stream().anyMatch(inner -> anywhere(inner, is));
            case List<?> list -> list.stream().anyMatch(inner -> anywhere(inner, is));
            default -> is.test(value);
        };
    }

    private static byte[] bytes(Object value) {
        return value instanceof Binary binary
                ? binary.getData()
                : value.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String signal(DescribedSale sale, String id, String shopper, String action, int units)
            throws IOException {
        return "{\"id\":\"" + id + "\",\"at\":\"" + sale.now() + "\",\"shopper\":\"" + shopper + "\",\"action\":\""
                + action + "\",\"sku\":\"LAMP\",\"units\":" + units + ",\"priceCents\":1700}\n";
    }

    /** A whole sale; whoever is asked for is one of the planted, in every call that takes a shopper. */
    private static void play(DescribedSale sale, String url) throws Exception {
        String shoppers = "{\"shoppers\":[\"" + String.join("\",\"", PLANTED) + "\"]}";
        sale.plan();
        sale.approve();
        sale.call(
                "shop",
                "recordPriorSpend",
                Map.of("id", "described", "Idempotency-Key", "prior-spend"),
                "[{\"shopper\":\"" + MAILED + "\",\"priorSpendCents\":12990}]");
        sale.start();
        sale.call("shop", "enrolAudience", Map.of("id", "described", "Idempotency-Key", "audience"), shoppers);
        for (String shopper : PLANTED) {
            sale.call("shop", "getRecommendations", Map.of("id", "described", "shopper", shopper), "");
            sale.call(
                    "shop",
                    "sendSignals",
                    Map.of("id", "described", "Idempotency-Key", "signals of " + PLANTED.indexOf(shopper)),
                    signal(sale, "v" + PLANTED.indexOf(shopper), shopper, "VIEW", 0)
                            + signal(sale, "o" + PLANTED.indexOf(shopper), shopper, "ORDER", 2));
        }
        // Refused, with the id where none belongs, and a log-in with a name that nobody has.
        assertThat(post(url, "shop", "/api/v1/campaigns/described/signals", signal(sale, "x", MAILED, "ORDER", 0)))
                .isEqualTo(400);
        assertThat(post(
                        url,
                        "shop",
                        "/api/v1/campaigns/described/signals",
                        signal(sale, "y", "z", "ORDER", 1).replace("\"units\":1", "\"units\":\"" + MAILED + "\"")))
                .isEqualTo(400);
        assertThat(post(url, MAILED, "/api/v1/campaigns/described/signals", "{}"))
                .isEqualTo(401);
    }

    private static int post(String url, String who, String path, String body) throws Exception {
        String password = Base64.getEncoder().encodeToString((who + ":" + who).getBytes(StandardCharsets.UTF_8));
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(url + path))
                                    .header("Authorization", "Basic " + password)
                                    .header("Content-Type", "application/x-ndjson")
                                    .header("Idempotency-Key", "refused " + body.hashCode())
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static String pseudonym(DescribedSale sale, String shopper) throws IOException {
        JsonNode export = sale.call("audra", "exportPerson", Map.of(), "{\"shopper\":\"" + shopper + "\"}");
        assertThat(export.at("/campaigns/0/acts").size()).isEqualTo(2);
        return export.get("pseudonym").asText();
    }

    @Test
    void no_file_of_an_installation_and_no_line_of_its_log_holds_what_identifies_a_shopper(CapturedOutput out)
            throws Exception {
        Path home = folder.resolve("home");
        String pseudonym;
        try (RehearsalServer server = RehearsalServer.start(folder)) {
            DescribedSale sale = new DescribedSale(server.url());
            play(sale, server.url());
            pseudonym = pseudonym(sale, MAILED);
            sale.untilClosed();
        }
        assertThat(holding(home, "described"))
                .as("the search sees into log, views and workflow")
                .map(path -> path.getName(0).toString())
                .contains("log", "views", "camunda");
        assertThat(holding(home, pseudonym))
                .as("and what it does not look for is there")
                .isNotEmpty();
        for (String planted : PLANTED) {
            assertThat(holding(home, planted)).as(planted).isEmpty();
            assertThat(out.getAll()).doesNotContain(planted);
        }
        Files.writeString(home.resolve("planted.txt"), "log: " + MAILED);
        assertThat(holding(home, MAILED)).containsExactly(Path.of("planted.txt"));
    }

    @Test
    void no_collection_holds_it_either_and_after_an_erasure_every_hash_and_proof_is_as_it_was() throws Exception {
        MongoServer mongo = new MongoServer(H2Backend.inMemory());
        String uri = mongo.bindAndGetConnectionString();
        try (RehearsalServer server = RehearsalServer.start(folder, Map.of("REPRISE_MONGODB_URI", uri));
                MongoClient client = MongoClients.create(uri)) {
            DescribedSale sale = new DescribedSale(server.url());
            play(sale, server.url());
            String before = pseudonym(sale, NAMED);
            EventLog log = server.get(EventLog.class);
            CheckpointStore checkpoints = server.get(CheckpointStore.class);
            new Checkpointer(
                            log,
                            checkpoints,
                            LogKeys.in(folder.resolve("home/keys"), "").signer())
                    .advance();
            Checkpoint checkpoint = checkpoints.latest().orElseThrow().checkpoint();

            erase(sale);

            sale.call("shop", "sendSignals", DescribedSale.SALE, signal(sale, "again", NAMED, "VIEW", 0));
            JsonNode anew = sale.call("audra", "exportPerson", Map.of(), "{\"shopper\":\"" + NAMED + "\"}");
            assertThat(anew.get("pseudonym").asText()).isNotEqualTo(before);
            assertThat(anew.at("/campaigns/0/acts").size()).isEqualTo(1);
            sale.untilClosed();
            assertThat(ChainVerifier.verify(log, List.of(checkpoint))).isInstanceOf(ChainVerifier.Verdict.Intact.class);
            MongoDatabase database = client.getDatabase("reprise");
            assertThat(holding(database, before)).containsExactly("event_batches");
            assertThat(holding(database, "described")).contains("event_batches");
            for (String planted : PLANTED) {
                assertThat(holding(database, planted)).as(planted).isEmpty();
            }
            database.getCollection("planted").insertOne(new Document("in", List.of(new Document("it", MAILED))));
            assertThat(holding(database, MAILED)).containsExactly("planted");
        } finally {
            mongo.shutdownNow();
        }
    }

    private static void erase(DescribedSale sale) throws IOException {
        String body = "{\"shopper\":\"" + NAMED + "\",\"ground\":\"OBJECTED\"}";
        JsonNode certificate = sale.call("otto", "erasePerson", Map.of(), body);
        assertThat(certificate.get("erasedBy").asText()).isEqualTo("otto");
        JsonNode gone = sale.call("audra", "exportPerson", Map.of(), "{\"shopper\":\"" + NAMED + "\"}");
        assertThat(gone.get("known").asBoolean()).isFalse();
        assertThat(sale.call("audra", "listErasures", Map.of(), "").at("/0/key/id"))
                .isEqualTo(certificate.at("/key/id"));
    }
}
