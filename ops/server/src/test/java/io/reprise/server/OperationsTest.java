package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.domain.model.audience.Pseudonym;
import io.reprise.domain.model.campaign.Campaign.Ended;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.Pseudonyms;
import io.reprise.projections.campaignpage.CampaignPages;
import io.reprise.workflows.ProcessPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operations.md tells an operator to do, done: backup beside a running sale, restore elsewhere, other keys. */
class OperationsTest {

    @TempDir
    private static Path folder;

    /** A campaign on the server that runs now. */
    private static final class Sale extends SaleOnServer {}

    @AfterAll
    static void stop() {
        SaleOnServer.stopServer();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (!Files.isDirectory(path)) {
                    Files.createDirectories(target.getParent());
                    Files.copy(path, target);
                }
            }
        }
    }

    @Test
    void aSaleThatRunsIsBackedUpRestoredElsewhereAndGoesOnThereUnderAnotherKey() throws Exception {
        SaleOnServer.startServer(folder.resolve("one"));
        Sale sale = new Sale();
        sale.untilLive();
        for (int hour = 0; hour < 2; hour++) {
            sale.slowHour(hour);
        }
        Path home = folder.resolve("one/home");
        assertThat(AuditProcess.run(
                        home,
                        0,
                        "backup",
                        folder.resolve("backup").toString(),
                        "--keys",
                        folder.resolve("safe").toString()))
                .contains("copied: " + SaleOnServer.server.get(EventLog.class).head() + " events");
        Object campaign = sale.campaigns.load(sale.id);
        String page = page(sale);
        List<ProcessPicture> pictures = picturesOf(sale);
        SaleOnServer.stopServer();

        Path restored = folder.resolve("two/home");
        copy(folder.resolve("backup"), restored);
        copy(folder.resolve("safe"), restored.resolve("keys"));
        assertThat(AuditProcess.run(restored, 0, "verify", "--evidence")).contains("the log holds");
        SaleOnServer.startServer(folder.resolve("two"));
        Sale there = new Sale();
        assertThat(there.campaigns.load(sale.id)).isEqualTo(campaign);
        assertThat(page(sale)).as("the page, made again").isEqualTo(page);
        assertThat(picturesOf(sale)).isEqualTo(pictures).isNotEmpty();
        SaleOnServer.stopServer();

        anotherKey(restored);

        SaleOnServer.startServer(folder.resolve("two"));
        Sale again = new Sale();
        // Adjustments that nobody answers expire, and the sale ends by itself.
        again.advance(Duration.ofDays(3));
        assertThat(again.campaigns.load(sale.id)).isInstanceOf(Ended.class);
        SaleOnServer.stopServer();
        assertThat(AuditProcess.run(restored, 0, "verify", "--evidence")).contains("the log holds");
        SaleOnServer.startServer(folder.resolve("two"));
    }

    @Test
    void theMasterKeyOverPeoplesKeysIsChangedWhileAServerRuns() throws Exception {
        SaleOnServer.startServer(folder.resolve("people"));
        Path home = folder.resolve("people/home");
        Pseudonyms people = SaleOnServer.server.get(Pseudonyms.class);
        List<Pseudonym> before = people.all(List.of("jane", "joe"));
        String old = masterKeys(AuditProcess.run(home, 0, "people-key")).getFirst();

        assertThat(AuditProcess.run(home, 0, "people-key", "--rotate"))
                .contains("made: master key", "a server has the shelf");
        String shown = "";
        for (int tries = 0; tries < 60 && !shown.contains("master key " + old + " opens, 0 keys"); tries++) {
            Thread.sleep(500);
            shown = AuditProcess.run(home, 0, "people-key");
        }
        assertThat(masterKeys(shown)).hasSize(2).contains(old);
        assertThat(shown).contains("master key " + old + " opens, 0 keys", "seals, 2 keys");
        assertThat(AuditProcess.run(home, 0, "people-key", "--retire")).contains("taken away");

        assertThat(masterKeys(AuditProcess.run(home, 0, "people-key")))
                .hasSize(1)
                .doesNotContain(old);
        assertThat(people.all(List.of("jane", "joe", "somebody new"))).startsWith(before.toArray(Pseudonym[]::new));
        SaleOnServer.stopServer();
        SaleOnServer.startServer(folder.resolve("people"));
        assertThat(SaleOnServer.server.get(Pseudonyms.class).all(List.of("jane", "joe")))
                .isEqualTo(before);
    }

    private static List<String> masterKeys(String said) {
        return said.lines()
                .filter(line -> line.startsWith("master key "))
                .map(line -> line.split(" ")[2])
                .toList();
    }

    private static String page(Sale sale) throws IOException {
        return SaleOnServer.server
                .get(ObjectMapper.class)
                .writeValueAsString(SaleOnServer.server
                        .get(CampaignPages.class)
                        .find(sale.id)
                        .orElseThrow());
    }

    private static List<ProcessPicture> picturesOf(Sale sale) {
        ProcessEngine engine = SaleOnServer.server.get(ProcessEngine.class);
        return engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(sale.id.value())
                .list()
                .stream()
                .map(process -> ProcessPicture.of(engine, process.getId()))
                .toList();
    }

    private static void anotherKey(Path home) throws IOException, InterruptedException {
        Path last = folder.resolve("last-of-the-old-key");
        String checkpoint = AuditProcess.run(home, 0, "sign");
        Files.writeString(last, checkpoint.substring(checkpoint.indexOf(origin(home))));
        List<String> before = Files.readAllLines(home.resolve("keys/log-verifiers.txt"));
        AuditProcess.run(home, 0, "sign", "--rotate-key");
        List<String> after = Files.readAllLines(home.resolve("keys/log-verifiers.txt"));
        assertThat(after).hasSize(before.size() + 1).startsWith(before.toArray(String[]::new));
        assertThat(AuditProcess.run(home, 0, "verify", "--checkpoint", last.toString()))
                .contains("the log holds");
    }

    private static String origin(Path home) throws IOException {
        return Files.readAllLines(home.resolve("keys/log-verifiers.txt"))
                .getFirst()
                .split("\\+")[0];
    }
}
