package io.reprise.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reprise.audit.SampleInstallation.Answer;
import io.reprise.domain.model.sample.SampleHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an installation signs and proves holds for Go's {@code sumdb/note} and {@code sumdb/tlog} too, and what was tampered with does
 * not. Takes {@code go} and Debian's {@code golang-golang-x-mod-dev}; {@link GoVectorsTest} runs without.
 */
class GoVerifierTest {

    private static final Path LIBRARIES = Path.of("/usr/share/gocode");
    private static final Path PROGRAM = Path.of("src/test/go/main.go").toAbsolutePath();

    @TempDir
    private static Path folder;

    private static Path checker;
    private static Path home;
    private static Path keys;

    private record Ran(int code, String said) {}

    private static Ran run(Path where, List<String> command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
        builder.environment().put("GO111MODULE", "off");
        builder.environment().put("GOPATH", LIBRARIES.toString());
        builder.environment().put("GOCACHE", folder.resolve("go-cache").toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return new Ran(process.exitValue(), said);
    }

    @BeforeAll
    static void buildChecker() throws Exception {
        boolean isThere = Files.isDirectory(LIBRARIES.resolve("src/golang.org/x/mod/sumdb/tlog"))
                && Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "go")));
        assumeTrue(
                isThere,
                "skipped: there is no Go with golang.org/x/mod (apt install golang-go golang-golang-x-mod-dev)");
        checker = folder.resolve("checker");
        Ran built = run(folder, List.of("go", "build", "-o", checker.toString(), PROGRAM.toString()));
        assertThat(built.code()).as(built.said()).isZero();
        home = folder.resolve("home");
        SampleInstallation.write(home);
        keys = home.resolve("keys/log-verifiers.txt");
    }

    private static Ran check(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(checker.toString()));
        command.addAll(List.of(arguments));
        return run(folder, command);
    }

    private static Path exported() {
        Path archive = folder.resolve("archive.ndjson");
        if (!Files.exists(archive)) {
            Answer export = SampleInstallation.audit(
                    home, "export", archive.toString(), "--campaign", SampleHistory.SALE.value());
            assertThat(export.code()).as(export.err()).isZero();
        }
        return archive;
    }

    @Test
    void each_event_of_an_exported_campaign_is_in_the_log_by_the_checker_of_others() throws Exception {
        Ran ran = check("archive", keys.toString(), exported().toString());
        assertThat(ran.code()).as(ran.said()).isZero();
        assertThat(ran.said()).containsPattern("[1-9]\\d+ events are in the log");
    }

    private static Path changed(String name, String from, String to) throws IOException {
        String text = Files.readString(exported());
        assertThat(text).contains(from);
        return Files.writeString(folder.resolve(name), text.replace(from, to));
    }

    @Test
    void a_changed_event_or_a_signature_by_somebody_else_is_found_by_it() throws Exception {
        Path event = changed("event.ndjson", "\"stream\":\"campaign/", "\"stream\":\"campaing/");
        assertThat(check("archive", keys.toString(), event.toString()).said())
                .contains("event ")
                .contains("proof");
        Path tree = changed("tree.ndjson", SampleInstallation.ORIGIN + "\\n", SampleInstallation.ORIGIN + "\\n1");
        assertThat(check("archive", keys.toString(), tree.toString()).code()).isEqualTo(1);

        Path other = folder.resolve("other");
        SampleInstallation.write(other);
        Ran ran = check(
                "archive",
                other.resolve("keys/log-verifiers.txt").toString(),
                exported().toString());
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void the_log_grew_out_of_every_checkpoint_and_a_forged_one_is_found() throws Exception {
        List<Path> kept;
        try (Stream<Path> files = Files.list(home.resolve("checkpoints"))) {
            kept = files.filter(file -> file.toString().endsWith(".checkpoint"))
                    .sorted()
                    .toList();
        }
        assertThat(kept).hasSizeGreaterThan(2);
        Path proof = folder.resolve("proof.txt");
        for (Path old : kept) {
            Answer answer = SampleInstallation.audit(home, "prove", "--since", old.toString());
            Files.writeString(proof, answer.out());
            Ran ran = check("grown", keys.toString(), old.toString(), proof.toString());
            assertThat(ran.code()).as(ran.said()).isZero();
        }
        // The proof of the last one shows nothing of the first.
        Ran ran = check("grown", keys.toString(), kept.getFirst().toString(), proof.toString());
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void the_vectors_are_what_it_makes_today() throws Exception {
        Ran made = check("vectors");
        assertThat(made.said()).isEqualTo(Files.readString(Path.of("src/test/resources/go-vectors.json")));
    }
}
