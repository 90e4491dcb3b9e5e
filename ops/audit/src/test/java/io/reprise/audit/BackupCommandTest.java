package io.reprise.audit;

import static io.reprise.audit.SampleInstallation.audit;
import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.audit.SampleInstallation.Answer;
import io.reprise.domain.model.port.NewEvent;
import io.reprise.domain.model.sample.SampleHistory;
import io.reprise.domain.model.sample.SampleModels;
import io.reprise.projections.Stores;
import io.reprise.projections.transparency.Checkpointer;
import io.reprise.projections.transparency.LogKeys;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {

    @TempDir
    private Path folder;

    private Path home;

    @BeforeEach
    void name() {
        home = folder.resolve("home");
    }

    private static Answer done(Path home, String... arguments) {
        Answer answer = audit(home, arguments);
        assertThat(answer.code()).as(answer.out() + answer.err()).isZero();
        return answer;
    }

    /** Puts keys and a copy together, as an operator does who restores. */
    private Path restored(Path copy, Path keys) throws IOException {
        Path to = copy.resolve("keys");
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(keys)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    /** Appends a sample history, event by event, evidence before the events that name it, signing as it goes. */
    private void serve() {
        try (Stores stores = Stores.embedded(home)) {
            Checkpointer checkpointer = new Checkpointer(
                    stores.log(),
                    stores.checkpoints(),
                    LogKeys.in(home.resolve("keys"), SampleInstallation.ORIGIN).signer());
            Stream.of(SampleHistory.closedSale(), SampleHistory.stoppedSale(), SampleHistory.failedLaunch())
                    .flatMap(sale -> sale.evidence().values().stream())
                    .forEach(tensor -> {
                        stores.evidence().put(tensor.toBytes());
                        stores.evidence().put(SampleModels.input(tensor).toBytes());
                    });
            for (NewEvent event : SampleInstallation.events()) {
                stores.log().append(List.of(event));
                checkpointer.advance();
            }
        }
    }

    @Test
    void aBackupTakenWhileAServerWritesIsWhole() throws Exception {
        CompletableFuture<Void> server = CompletableFuture.runAsync(this::serve);
        while (!Files.exists(home.resolve("log").resolve("events.log")) && !server.isDone()) {
            Thread.onSpinWait();
        }
        int taken = 0;
        do {
            Path copy = folder.resolve("copy-" + taken);
            Path keys = folder.resolve("keys-" + taken);
            done(home, "backup", copy.toString(), "--keys", keys.toString());
            if (Files.exists(keys.resolve("log-verifiers.txt"))) {
                assertThat(done(restored(copy, keys), "verify", "--evidence").out())
                        .contains("the log holds");
            }
            taken++;
        } while (!server.isDone());
        server.get();
        done(
                home,
                "backup",
                folder.resolve("last").toString(),
                "--keys",
                folder.resolve("last-keys").toString());
        assertThat(done(restored(folder.resolve("last"), folder.resolve("last-keys")), "verify", "--evidence")
                        .out())
                .isEqualTo(done(home, "verify", "--evidence").out());
    }

    @Test
    void theKeysAreNotAmongWhatIsCopied() throws IOException {
        SampleInstallation.write(home);
        Path copy = folder.resolve("copy");
        assertThat(done(home, "backup", copy.toString()).out()).contains("not copied: the keys");
        try (Stream<Path> files = Files.walk(copy)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .contains("events.log")
                    .noneMatch(name -> name.contains("key"));
        }
    }

    @Test
    void aFolderThatHoldsSomethingIsNotWrittenInto() throws IOException {
        SampleInstallation.write(home);
        Path taken = Files.createDirectories(folder.resolve("taken"));
        Files.writeString(taken.resolve("note.txt"), "mine");
        Answer answer = audit(home, "backup", taken.toString());
        assertThat(answer.code()).isNotZero();
        assertThat(answer.err()).contains("is not empty");
        assertThat(taken.resolve("log")).doesNotExist();
    }

    @Test
    void aDamagedLogIsNotCopiedAsIfItEndedThere() throws IOException {
        SampleInstallation.write(home);
        Path log = home.resolve("log").resolve("events.log");
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.seek(file.length() / 2);
            int before = file.read();
            file.seek(file.length() / 2);
            file.write(before ^ 1);
        }
        Answer answer = audit(home, "backup", folder.resolve("copy").toString());
        assertThat(answer.code()).isNotZero();
        assertThat(answer.err()).contains("position");
        assertThat(folder.resolve("copy/log/events.log")).doesNotExist();
    }
}
