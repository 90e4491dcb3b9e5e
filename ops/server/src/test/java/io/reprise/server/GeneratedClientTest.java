package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.http.openapi.ApiDescription;
import io.reprise.market.ApiCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole sale by a client that others could have made: it has nothing but the server's document. */
class GeneratedClientTest {

    private static final Path SALE = Path.of("src", "test", "client", "GeneratedSale.java");

    @TempDir
    private Path folder;

    @Test
    void a_client_generated_from_the_document_plans_approves_sells_closes_and_looks_at_a_sale() throws Exception {
        try (RehearsalServer server = RehearsalServer.start(
                folder, Map.of("REPRISE_DESCRIBE_AT_START", "true", "REPRISE_CHECKPOINT_INTERVAL", "1s"))) {
            isDescribedBeforeAnybodyAsks(server.get(ApiDescription.class));
            Path document = folder.resolve("openapi.json");
            try (InputStream in =
                    URI.create(server.url() + "/api/v1/openapi.json").toURL().openStream()) {
                Files.copy(in, document);
            }
            GeneratedClient client = new GeneratedClient(folder, document);

            assertThat(client.compile(List.of(SALE))).isEmpty();
            play(client, server.url());

            assertThat(client.compile(List.of(without("setDiscountBudgetCents", "setDiscountBudgetPounds"))))
                    .as("a field that the document does not have is one that the client does not have")
                    .singleElement()
                    .asString()
                    .contains("setDiscountBudgetPounds");
            assertThat(onTheCommandLine(server.url())).contains("draftCampaign", "streamSale");
        }
    }

    private static void isDescribedBeforeAnybodyAsks(ApiDescription description) throws InterruptedException {
        Instant until = Instant.now().plus(Duration.ofMinutes(2));
        while (!description.isMade() && Instant.now().isBefore(until)) {
            Thread.sleep(50);
        }
        assertThat(description.isMade()).isTrue();
    }

    private static void play(GeneratedClient client, String url) throws Exception {
        try (URLClassLoader classes = client.classes()) {
            classes.loadClass("GeneratedSale").getMethod("play", String.class).invoke(null, url);
        } catch (InvocationTargetException e) {
            throw new AssertionError("the generated client's sale", e.getCause());
        }
    }

    private Path without(String name, String instead) throws IOException {
        Path planted = Files.createDirectories(folder.resolve("planted")).resolve(SALE.getFileName());
        return Files.writeString(planted, Files.readString(SALE).replace(name, instead));
    }

    /** The document where people type. */
    private static String onTheCommandLine(String url) {
        StringWriter out = new StringWriter();
        int exit = ApiCommand.commandLine().setOut(new PrintWriter(out)).execute("--url", url);
        assertThat(exit).isZero();
        return out.toString();
    }
}
