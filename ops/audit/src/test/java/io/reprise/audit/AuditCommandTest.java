package io.reprise.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.projections.Stores;
import io.reprise.projections.transparency.ProofText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide says about backup, restore and keys, typed as an operator types it. */
class AuditCommandTest {

    private static final String CAMPAIGN = "campaign/double-11";

    @TempDir
    private Path folder;

    private Path home;

    /** What a command answered. */
    private record Answer(int code, String out, String err) {}

    private static synchronized Answer audit(Path home, String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            int code = AuditCommand.in(
                            Map.of("REPRISE_HOME", home.toString(), "REPRISE_LOG_ORIGIN", "example.com/sales"))
                    .execute(arguments);
            return new Answer(
                    code, printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static Answer done(Path home, String... arguments) {
        Answer answer = audit(home, arguments);
        assertThat(answer.code()).as(answer.err() + answer.out()).isZero();
        return answer;
    }

    private static NewEvent event(String stream, long sequence, String payload) {
        return new NewEvent(
                stream + "@" + sequence,
                stream,
                sequence,
                "Campaign",
                "campaign.drafted",
                1,
                Instant.parse("2026-11-11T00:00:00.123456Z"),
                payload.getBytes(StandardCharsets.UTF_8),
                "{\"cause\":\"测试\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static void append(Path home, NewEvent... events) {
        try (Stores stores = Stores.embedded(home)) {
            stores.log().append(List.of(events));
        }
    }

    private static long head(Path home) {
        try (Stores stores = Stores.embedded(home)) {
            return stores.log().head();
        }
    }

    @BeforeEach
    void anInstallationWithEventsEvidenceAndCheckpoints() {
        home = folder.resolve("home");
        String evidence;
        try (Stores stores = Stores.embedded(home)) {
            evidence = stores.evidence().put("what was known then".repeat(3).getBytes(StandardCharsets.UTF_8));
        }
        append(
                home,
                event(CAMPAIGN, 0, "{\"evidence\":\"" + evidence + "\"}"),
                event("stock/LAMP", 0, "{\"units\":9}"));
        done(home, "sign");
        append(home, event(CAMPAIGN, 1, "{\"名\":\"双十一\"}"));
        append(home, event("signals/double-11", 0, "{\"seen\":3}"), event(CAMPAIGN, 2, "{}"));
        done(home, "sign");
    }

    private Path verifiers() {
        return home.resolve("keys").resolve("log-verifiers.txt");
    }

    private Path export(String name, String... options) {
        Path archive = folder.resolve(name);
        done(
                home,
                Stream.concat(Stream.of("export", archive.toString()), Stream.of(options))
                        .toArray(String[]::new));
        return archive;
    }

    private Path written(List<String> lines) throws IOException {
        Path file = Files.createTempFile(folder, "changed", ".ndjson");
        return Files.writeString(file, String.join("\n", lines) + "\n");
    }

    @Test
    void aWholeLogIsRestoredToTheSameHeadAndRoot() throws IOException {
        String verified = done(home, "verify").out();
        assertThat(verified).contains("5 events in 3 batches, 2 checkpoints, head ");
        String root = done(home, "sign").out();

        Path archive = export("log.ndjson.gz");
        Path restored = folder.resolve("restored");
        assertThat(done(restored, "import", archive.toString()).out()).contains("5 events restored");
        assertThat(done(restored, "verify", "--verifiers", verifiers().toString())
                        .out())
                .isEqualTo(verified);
        assertThat(done(restored, "sign").out())
                .as("nothing is new, so nothing is signed again")
                .isEqualTo(root);
        assertThat(audit(home, "export", archive.toString()).err()).contains("it is there already");
        assertThat(done(restored, "import", archive.toString()).out())
                .as("again")
                .contains("5 events restored");
    }

    @Test
    void whatIsNotEmptyIsNotImportedInto() {
        Path archive = export("log.ndjson");
        Path other = folder.resolve("other");
        append(other, event("campaign/other", 0, "{}"));
        assertThat(audit(other, "import", archive.toString()))
                .satisfies(answer -> assertThat(answer.code()).isNotZero())
                .satisfies(answer -> assertThat(answer.err()).contains("restore into an empty installation"));
        assertThat(head(other)).isEqualTo(1);
        append(home, event("campaign/later", 0, "{}"));
        assertThat(audit(home, "import", archive.toString()).err()).contains("has 6 events, more than the archive's 5");
        assertThat(head(home)).isEqualTo(6);
    }

    @Test
    void everyDamageToAnArchiveIsLocatedAndTheImportCanGoOn() throws IOException {
        Path archive = export("log.ndjson");
        List<String> lines = Files.readAllLines(archive);
        assertThat(lines)
                .as("header, evidence, 5 events, 3 batches, 2 checkpoints")
                .hasSize(12);
        List<List<String>> damaged = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("{\"checkpoint\"")) {
                continue;
            }
            for (int at = 3; at < lines.get(i).length(); at += 17) {
                char[] flipped = lines.get(i).toCharArray();
                flipped[at] ^= 1;
                damaged.add(with(lines, i, new String(flipped)));
            }
            damaged.add(without(lines, i));
            damaged.add(with(lines, i, lines.get(i).substring(0, lines.get(i).length() / 2)));
            if (i + 1 < lines.size()) {
                List<String> swapped = new ArrayList<>(lines);
                Collections.swap(swapped, i, i + 1);
                damaged.add(swapped);
            }
        }
        damaged.add(List.of("garbage"));
        damaged.add(lines.subList(0, 7));
        // Evidence of an event may come after it, as long as it comes; nothing else may change places.
        damaged.removeIf(
                changed -> changed.size() == lines.size() && changed.get(2).startsWith("{\"evidence\""));
        damaged.remove(without(lines, 1));
        int number = 0;
        for (List<String> changed : damaged) {
            Path into = folder.resolve("into-" + number++ % 3);
            Answer answer = audit(into, "import", written(changed).toString());
            assertThat(answer.code()).as(String.join("\n", changed)).isNotZero();
            assertThat(answer.err()).contains("line ").contains(" of the archive: ");
        }
        for (int i = 0; i < 3; i++) {
            Path into = folder.resolve("into-" + i);
            done(into, "import", archive.toString());
            assertThat(done(into, "verify", "--verifiers", verifiers().toString())
                            .out())
                    .isEqualTo(done(home, "verify").out());
        }
    }

    private static List<String> with(List<String> lines, int i, String line) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(i, line);
        return changed;
    }

    private static List<String> without(List<String> lines, int i) {
        List<String> changed = new ArrayList<>(lines);
        changed.remove(i);
        return changed;
    }

    @Test
    void aForgedCheckpointInAnArchiveIsFoundByTheVerification() throws IOException {
        List<String> lines = Files.readAllLines(export("log.ndjson"));
        int last = lines.size() - 1;
        Path forged = written(with(lines, last, lines.get(last).replaceFirst("sales ....", "sales AAAA")));
        Path into = folder.resolve("into");
        audit(into, "import", forged.toString());
        assertThat(audit(into, "verify", "--verifiers", verifiers().toString()))
                .satisfies(answer -> assertThat(answer.code()).isNotZero())
                .satisfies(answer -> assertThat(answer.out()).contains("FORGED checkpoint of 5 events"));
    }

    @Test
    void aCampaignIsCheckedByWhoeverHasTheVerifierKey() throws IOException {
        Path archive = export("double-11.ndjson", "--campaign", "double-11");
        Path nowhere = folder.resolve("nowhere");
        String trusted = verifiers().toString();
        assertThat(done(nowhere, "check", archive.toString(), "--verifiers", trusted)
                        .out())
                .contains("4 events");
        assertThat(nowhere).doesNotExist();

        List<String> lines = Files.readAllLines(archive);
        assertThat(lines).as("header, evidence, 4 events").hasSize(6);
        for (int i = 0; i < lines.size(); i++) {
            if (i != 1) {
                Answer answer =
                        audit(nowhere, "check", written(without(lines, i)).toString(), "--verifiers", trusted);
                assertThat(answer.code()).as("without line %d", i + 1).isNotZero();
                assertThat(answer.err()).contains("of the archive: ");
            }
        }
        String evidence = lines.get(1).replaceFirst("contentBase64\":\"d", "contentBase64\":\"e");
        assertThat(audit(nowhere, "check", written(with(lines, 1, evidence)).toString(), "--verifiers", trusted)
                        .err())
                .contains("line 2 of the archive")
                .contains("was changed");
        assertThat(audit(folder.resolve("empty"), "import", archive.toString()).err())
                .contains("holds only 'campaign/double-11'");
        assertThat(head(folder.resolve("empty"))).isZero();
        assertThat(audit(home, "export", folder.resolve("none").toString(), "--campaign", "none")
                        .err())
                .contains("there is no campaign 'none'");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void anEventIsProvedAndALogShownToHaveGrownOutOfAKeptCheckpoint() throws IOException {
        ProofText proof = ProofText.parse(done(home, "prove", "2").out());
        StoredEvent stored;
        try (Stores stores = Stores.embedded(home)) {
            stored = stores.log().read(2, 1).getFirst();
        }
        assertThat(proof.shows(LoggedBatch.leafHash(2, stored.event()))).isTrue();
        Path kept = home.resolve("checkpoints").resolve(String.format("%019d.checkpoint", 2));
        assertThat(done(home, "prove", "--since", kept.toString()).out()).contains("example.com/sales\n5\n");
        assertThat(audit(home, "prove", "5").err()).contains("has 5 events");
    }

    @Test
    void afterTheKeyIsRotatedOldAndNewCheckpointsVerify() throws IOException {
        Path kept = Files.writeString(
                folder.resolve("kept.checkpoint"), done(home, "sign").out());
        Path oldVerifiers = Files.copy(verifiers(), folder.resolve("old-verifiers.txt"));
        Path key = home.resolve("keys").resolve("log-signing.key");
        String oldKey = Files.readString(key);

        append(home, event("campaign/later", 0, "{}"));
        Answer rotated = done(home, "sign", "--rotate-key");
        String newLine = Files.readAllLines(verifiers()).getLast();
        assertThat(rotated.err()).contains("the new verifier key, to be given to the auditors: " + newLine);
        assertThat(rotated.out()).startsWith("example.com/sales\n6\n");
        assertThat(Files.readString(key)).isNotEqualTo(oldKey);

        assertThat(done(home, "verify", "--checkpoint", kept.toString()).out()).contains("6 events");
        assertThat(audit(home, "verify", "--verifiers", oldVerifiers.toString()).out())
                .as("an auditor who was not given the new key notices")
                .contains("FORGED checkpoint of 6 events");
        Files.writeString(oldVerifiers, Files.readString(oldVerifiers) + newLine + "\n");
        done(home, "verify", "--verifiers", oldVerifiers.toString(), "--checkpoint", kept.toString());
        Files.delete(home.resolve("keys").resolve("log-signing.key.before-1"));
        append(home, event("campaign/later", 1, "{}"));
        done(home, "sign");
        assertThat(done(home, "verify").out())
                .as("the old key is not needed any more")
                .contains("4 checkpoints");
    }

    @Test
    void aLostSigningKeyIsFollowedByOneOfTheSameName() throws IOException {
        Files.delete(home.resolve("keys").resolve("log-signing.key"));
        append(home, event("campaign/later", 0, "{}"));
        assertThat(AuditCommand.in(Map.of("REPRISE_HOME", home.toString())).execute("sign"))
                .isZero();
        assertThat(Files.readAllLines(verifiers())).hasSize(2).allMatch(line -> line.startsWith("example.com/sales+"));
        done(home, "verify");
    }
}
