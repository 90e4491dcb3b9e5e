package io.reprise.projections.eventstore;

import static io.reprise.projections.eventstore.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.port.EventLog;
import io.reprise.projections.eventstore.ChainVerifier.Verdict;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedEventLogTest extends EventLogConcurrencyContractTest {

    @TempDir
    private Path folder;

    @Override
    EventLog open() {
        return EmbeddedEventLog.open(folder);
    }

    private Path file() {
        return folder.resolve("events.log");
    }

    private void flip(long offset) {
        try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
            file.seek(offset);
            int old = file.read();
            file.seek(offset);
            file.write(old ^ 1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    void flipByteInBatchAt(long firstPosition) {
        try {
            String all = Files.readString(file(), StandardCharsets.ISO_8859_1);
            flip(all.indexOf("{\"units\":" + firstPosition + "}") + 2);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void appendEach(int count) {
        for (int i = 0; i < count; i++) {
            log.append(List.of(event("a", i)));
        }
    }

    /** As after a crash: nobody said that the log was closed, and what was in memory of its index is gone. */
    private void closeAsIfItCrashed() throws IOException {
        log.close();
        Files.delete(folder.resolve("closed.txt"));
        for (Path part : indexParts()) {
            Files.delete(part);
        }
    }

    private List<Path> indexParts() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(each -> each.toString().endsWith(".run")).toList();
        }
    }

    @Test
    void aLogThatIsOpenCannotBeOpenedTwice() {
        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is in use: stop the process that holds it, or name another folder");
        log.append(List.of(event("a", 0)));
    }

    @Test
    void aFileThatIsNoLogIsNotTouched() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("events.log"), "something else, of somebody else");
        assertThatThrownBy(() -> EmbeddedEventLog.open(other)).hasMessageContaining("is no event log");
        assertThat(other.resolve("events.log")).hasContent("something else, of somebody else");
    }

    @Test
    void aTornTailIsCutOffAndKept() throws IOException {
        appendEach(10);
        closeAsIfItCrashed();
        byte[] tail = "half a batch".repeat(100).getBytes(StandardCharsets.US_ASCII);
        Files.write(file(), tail, java.nio.file.StandardOpenOption.APPEND);

        log = open();
        assertThat(log.head()).isEqualTo(10);
        assertThat(log.append(List.of(event("a", 10)))).isEqualTo(10);
        assertThat(ChainVerifier.verify(log)).isInstanceOf(Verdict.Intact.class);
        try (var files = Files.list(folder)) {
            assertThat(files.filter(each -> each.toString().contains("torn-at")))
                    .singleElement()
                    .satisfies(each -> assertThat(each).hasBinaryContent(tail));
        }
    }

    @Test
    void damageBeforeTheEndIsNotTakenForATornTail() throws IOException {
        appendEach(10);
        closeAsIfItCrashed();
        long recordBytes = (Files.size(file()) - LogFile.MAGIC.length) / 10;
        for (long offset : new long[] {0, 9, 40, recordBytes - 1}) {
            long at = LogFile.MAGIC.length + 4 * recordBytes + offset;
            flip(at);
            assertThatThrownBy(this::open)
                    .as("byte %d of the record", offset)
                    .isInstanceOf(LogDamaged.class)
                    .hasMessageContaining("at position 4");
            flip(at);
        }
        log = open();
        assertThat(log.head()).isEqualTo(10);
    }

    @Test
    void aLogCutOffWhileItWasClosedIsRefused() throws IOException {
        appendEach(3);
        log.close();
        try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
            file.setLength(file.length() - 1);
        }
        assertThatThrownBy(this::open).isInstanceOf(LogDamaged.class).hasMessageContaining("when it was closed");
    }

    @Test
    void aLogCutOffBelowItsIndexIsRefusedAlsoAfterACrash() throws IOException {
        appendEach(3);
        log.close();
        Files.delete(folder.resolve("closed.txt"));
        try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
            file.setLength(file.length() - 1);
        }
        assertThatThrownBy(this::open).isInstanceOf(LogDamaged.class).hasMessageContaining("but its index goes to");
    }

    @Test
    void theIndexCanBeThrownAway() throws IOException {
        appendEach(10);
        log.close();
        Files.write(indexParts().getFirst(), new byte[5_000]);
        log = open();
        assertThat(log.readStream("a", 3, 100)).hasSize(7);
        log.close();
        Files.delete(indexParts().getFirst());
        log = open();
        assertThat(log.readStream("a", 3, 100)).hasSize(7);
    }

    @Test
    void anIndexWithAFlippedBitIsNotBelieved() throws IOException {
        appendEach(10);
        log.close();
        Path part = indexParts().getFirst();
        byte[] content = Files.readAllBytes(part);
        for (int at = 0; at < content.length; at += 7) {
            byte[] flipped = content.clone();
            flipped[at] ^= 4;
            Files.write(part, flipped);
            assertThatThrownBy(() -> IndexRun.open(part)).isInstanceOf(IOException.class);
        }
        log = open();
        assertThat(log.lastSequence("a")).hasValue(9);
    }

    @Test
    void theIndexOfAnotherLogIsNotBelieved() throws IOException {
        appendEach(10);
        log.close();
        Path other = Files.createDirectory(folder.resolve("other"));
        try (EventLog another = EmbeddedEventLog.open(other)) {
            for (int i = 0; i < 20; i++) {
                another.append(List.of(event("b", i)));
            }
        }
        Files.copy(other.resolve("events.log"), file(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.copy(
                other.resolve("closed.txt"),
                folder.resolve("closed.txt"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        log = open();
        assertThat(log.lastSequence("a")).isEmpty();
        assertThat(log.lastSequence("b")).hasValue(19);
    }

    @Test
    void spaceTakenInAdvanceIsNoTornBatch() throws IOException {
        appendEach(3);
        closeAsIfItCrashed();
        Files.write(file(), new byte[3_000_000], java.nio.file.StandardOpenOption.APPEND);
        log = open();
        assertThat(log.append(List.of(event("a", 3)))).isEqualTo(3);
        log.close();
        try (var files = Files.list(folder)) {
            assertThat(files.filter(each -> each.toString().contains("torn-at")))
                    .isEmpty();
        }
        assertThat(Files.size(file())).as("given back on closing").isLessThan(3_000);
    }

    @Test
    void anInterruptedReaderOrWriterLeavesTheLogUsable() throws InterruptedException {
        appendEach(1);
        log.close();
        log = open(); // So that nothing is in a cache.
        Thread interrupted = Thread.ofPlatform().start(() -> {
            Thread.currentThread().interrupt();
            log.read(0, 10);
            log.readStream("a", 0, 10);
            log.append(List.of(event("a", 1)));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });
        interrupted.join();
        assertThat(log.read(0, 10)).hasSize(2);
        assertThat(log.append(List.of(event("a", 2)))).isEqualTo(2);
    }
}
