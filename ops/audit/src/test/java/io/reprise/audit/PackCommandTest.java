package io.reprise.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.audit.SampleInstallation.Answer;
import io.reprise.domain.model.vocabulary.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An evidence pack, checked by two programs that share no code, whole and in every way damaged. */
class PackCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCRIPT = Path.of("verify-pack.py");

    @TempDir
    private static Path folder;

    private static Path pack;
    private static Path keys;
    private static int number;

    @BeforeAll
    static void aPackOfAClosedSale() throws IOException {
        Path home = folder.resolve("home");
        SampleInstallation.write(home);
        keys = home.resolve("keys").resolve("log-verifiers.txt");
        pack = folder.resolve("double-11.zip");
        Answer written = SampleInstallation.audit(home, "pack", "double-11-2026", pack.toString());
        assertThat(written.code()).as(written.err()).isZero();
        Path again = folder.resolve("again.zip");
        SampleInstallation.audit(home, "pack", "double-11-2026", again.toString());
        assertThat(again).as("the same log gives the same pack").hasSameBinaryContentAs(pack);
    }

    private static Answer check(Path file) {
        return SampleInstallation.audit(
                folder.resolve("nowhere"), "check", file.toString(), "--verifiers", keys.toString());
    }

    /** The other program's answer; the test is skipped where there is no Python. */
    private static Answer checkOtherwise(Path file, Path trusted) throws IOException, InterruptedException {
        Process python;
        try {
            python = new ProcessBuilder("python3", SCRIPT.toString(), file.toString(), trusted.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "there is no python3 to run the second verifier with: " + e.getMessage());
            throw e;
        }
        String out = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Answer(python.exitValue(), out, "");
    }

    @Test
    void itHoldsByItsOwnAndByTheOtherProgramWithoutTheInstallation() throws Exception {
        assertThat(check(pack))
                .satisfies(answer -> assertThat(answer.code()).as(answer.err()).isZero())
                .satisfies(answer -> assertThat(answer.out())
                        .contains("all of it holds: campaign double-11-2026")
                        .contains("11 decisions"));
        assertThat(checkOtherwise(pack, keys))
                .satisfies(answer -> assertThat(answer.code()).as(answer.out()).isZero())
                .satisfies(answer -> assertThat(answer.out())
                        .contains("campaign double-11-2026")
                        .contains("11 decisions"));
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void theSecondProgramIsShortEnoughToBeRead() throws IOException {
        assertThat(Files.readAllLines(SCRIPT).size()).isLessThanOrEqualTo(300);
    }

    @Test
    void itHoldsWhatAThirdPartyNeeds() throws IOException {
        Map<String, byte[]> files = files(pack);
        assertThat(files.keySet())
                .contains(
                        "README.md",
                        "manifest.json",
                        "campaign.ndjson",
                        "decisions.json",
                        "approvals.json",
                        "artifacts.json",
                        "log-verifiers.txt",
                        "processes/campaign-lifecycle.bpmn",
                        "processes/adjustment-guardrails.dmn")
                .anyMatch(name -> name.startsWith("consistency/"));
        JsonNode approvals = JSON.readTree(files.get("approvals.json"));
        assertThat(approvals.findValuesAsText("event"))
                .contains("campaign.plan-approved", "campaign.adjustment-applied", "model.promoted");
        assertThat(approvals.findValuesAsText("rule")).contains("adjustment-guardrails/1#rule_small_step");
        assertThat(JSON.readTree(files.get("artifacts.json")).findValuesAsText("model"))
                .contains("demand", "purchase");
    }

    @Test
    void anotherOperatorsKeyDoesNotVouchForIt() throws Exception {
        Path other = folder.resolve("other");
        SampleInstallation.write(other);
        Path others = other.resolve("keys").resolve("log-verifiers.txt");
        Answer answer = SampleInstallation.audit(other, "check", pack.toString(), "--verifiers", others.toString());
        assertThat(answer.err()).contains("none of the keys signed");
        assertThat(checkOtherwise(pack, others).out()).contains("DOES NOT HOLD").contains("none of the keys signed");
    }

    /** A way to damage a pack, and what has to be said of it. */
    record Damage(String name, Consumer<Map<String, byte[]>> change, String told) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Damage> damages() {
        return Stream.of(
                new Damage(
                        "a changed file",
                        files -> files.merge("processes/approval-routing.dmn", " ".getBytes(), PackCommandTest::joined),
                        "approval-routing.dmn"),
                new Damage(
                        "a file too many", files -> files.put("cards/extra.json", "{}".getBytes()), "cards/extra.json"),
                new Damage("a missing file", files -> files.remove("approvals.json"), "approvals.json"),
                lines(
                        "a changed payload",
                        (line, n) -> line.contains("campaign.plan-approved") ? line.replace("ana", "eve") : line,
                        "is not the one that was in the log"),
                lines(
                        "a changed time",
                        (line, n) -> line.contains("campaign.drafted")
                                ? line.replaceFirst("\"at\":\"2026-11-08", "\"at\":\"2026-11-09")
                                : line,
                        "line"),
                lines(
                        "a removed event",
                        (line, n) -> line.contains("campaign.plan-submitted") ? "" : line,
                        "is missing"),
                lines(
                        "changed evidence",
                        (line, n) -> line.startsWith("{\"evidence\"") && n < 6
                                ? line.replaceFirst("contentBase64\":\"....", "contentBase64\":\"AAAA")
                                : line,
                        "was changed"),
                lines(
                        "missing evidence",
                        (line, n) -> line.startsWith("{\"evidence\"") && n < 6 ? "" : line,
                        "is missing"),
                json("decisions.json", "a decision that is told otherwise", "policy", "wisdom/1"),
                json("approvals.json", "an approval by another", "actor", "eve"),
                json("artifacts.json", "an artifact of another version", "version", "2"),
                new Damage(
                        "a checkpoint cut off from its proof",
                        files -> {
                            String name = files.keySet().stream()
                                    .filter(f -> f.startsWith("consistency/"))
                                    .findFirst()
                                    .orElseThrow();
                            files.put(name, "".getBytes());
                        },
                        "did not grow out of it"),
                new Damage(
                        "a forged checkpoint",
                        files -> {
                            String name = files.keySet().stream()
                                    .filter(f -> f.startsWith("checkpoints/"))
                                    .findFirst()
                                    .orElseThrow();
                            String note = new String(files.get(name), StandardCharsets.UTF_8);
                            files.put(
                                    name,
                                    note.replaceFirst("(?m)^(\\d+)$", "1$1").getBytes(StandardCharsets.UTF_8));
                        },
                        "sign"));
    }

    private interface Line {
        String changed(String line, int number);
    }

    private static Damage lines(String name, Line change, String told) {
        return new Damage(
                name,
                files -> {
                    String[] lines = new String(files.get("campaign.ndjson"), StandardCharsets.UTF_8).split("\n");
                    StringBuilder changed = new StringBuilder();
                    for (int i = 0; i < lines.length; i++) {
                        String line = change.changed(lines[i], i + 1);
                        changed.append(line.isEmpty() ? "" : line + "\n");
                    }
                    files.put("campaign.ndjson", changed.toString().getBytes(StandardCharsets.UTF_8));
                },
                told);
    }

    private static Damage json(String file, String name, String field, String value) {
        return new Damage(
                name,
                files -> {
                    try {
                        JsonNode entries = JSON.readTree(files.get(file));
                        ((ObjectNode) entries.get(0)).put(field, value);
                        files.put(file, JSON.writeValueAsBytes(entries));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                file);
    }

    private static byte[] joined(byte[] a, byte[] b) {
        byte[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    /** Whoever damages a pack writes the manifest anew: digests alone protect nothing. */
    @ParameterizedTest
    @MethodSource("damages")
    void everyDamageIsFoundByBothAndLocated(Damage damage) throws Exception {
        Map<String, byte[]> files = files(pack);
        damage.change().accept(files);
        boolean digests = damage.name().contains("file");
        if (!digests) {
            ObjectNode manifest = (ObjectNode) JSON.readTree(files.get("manifest.json"));
            ObjectNode told = (ObjectNode) manifest.get("files");
            List<String> names = new ArrayList<>();
            told.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> told.put(name, Sha256.hex(files.get(name))));
            files.put("manifest.json", JSON.writeValueAsBytes(manifest));
        }
        Path damaged = written(files);
        Answer ours = check(damaged);
        assertThat(ours.code()).isNotZero();
        assertThat(ours.err()).contains(damage.told());
        Answer other = checkOtherwise(damaged, keys);
        assertThat(other.code()).as(other.out()).isNotZero();
        assertThat(other.out()).startsWith("DOES NOT HOLD").contains(damage.told());
    }

    @Test
    void aBombDoesNotGoOff() throws Exception {
        Map<String, byte[]> files = files(pack);
        files.put("cards/bomb.json", new byte[200 << 20]);
        ObjectNode manifest = (ObjectNode) JSON.readTree(files.get("manifest.json"));
        ((ObjectNode) manifest.get("files")).put("cards/bomb.json", "0".repeat(64));
        files.put("manifest.json", JSON.writeValueAsBytes(manifest));
        Path bomb = written(files);
        assertThat(check(bomb).err()).contains("cards/bomb.json: it unpacks to more than");
        assertThat(checkOtherwise(bomb, keys).out()).contains("cards/bomb.json: it unpacks to too much");
    }

    @Test
    void whatIsNotThereIsNotPacked() {
        Path home = folder.resolve("home");
        Answer none = SampleInstallation.audit(
                home, "pack", "nowhere", folder.resolve("none.zip").toString());
        assertThat(none.err()).contains("there is no campaign 'nowhere'");
        assertThat(folder.resolve("none.zip")).doesNotExist();
        assertThat(SampleInstallation.audit(home, "pack", "double-11-2026", pack.toString())
                        .err())
                .contains("it is there already");
    }

    private static Map<String, byte[]> files(Path pack) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(pack.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    files.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return files;
    }

    private static Path written(Map<String, byte[]> files) throws IOException {
        Path file = folder.resolve("damaged-" + number++ + ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> one : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(one.getKey()));
                zip.write(one.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }
}
