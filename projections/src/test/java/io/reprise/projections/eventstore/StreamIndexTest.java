package io.reprise.projections.eventstore;

import static io.reprise.projections.eventstore.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.port.LoggedBatch;
import io.reprise.domain.model.port.NewEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a log file with real records, and a map of what was added. */
class StreamIndexTest {

    @TempDir
    private Path folder;

    private LogFile file;
    private IndexRuns runs;
    private StreamIndex index;
    private final Random random = new Random(11_11);
    private final Map<String, List<Long>> offsets = new HashMap<>();
    private final List<IndexPart.Mark> batches = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        file = LogFile.open(folder.resolve("events.log"));
        reopen();
    }

    private void reopen() throws IOException {
        runs = IndexRuns.open(folder, file);
        index = new StreamIndex(runs);
    }

    private void addBatch() throws IOException {
        ChainHead head = index.end().head();
        List<NewEvent> events = new ArrayList<>();
        Map<String, Integer> next = new HashMap<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            String stream = "stream/" + random.nextInt(30);
            int sequence = next.merge(stream, 1, Integer::sum)
                    - 1
                    + offsets.getOrDefault(stream, List.of()).size();
            events.add(event(stream, sequence));
        }
        LoggedBatch batch = GroupValidation.batch(head, LoggedBatch.hash(head.hash(), head.position(), events), events);
        java.nio.ByteBuffer record = LogRecord.encode(batch);
        int bytes = record.remaining();
        long offset = file.append(record);
        index.add(batch, offset, bytes);
        batches.add(new IndexPart.Mark(batch.firstPosition(), offset));
        long at = offset + LogRecord.HEADER_BYTES + LogRecord.BODY_HEAD_BYTES;
        for (NewEvent event : events) {
            offsets.computeIfAbsent(event.stream(), stream -> new ArrayList<>()).add(at);
            at += BatchCodec.encodedBytes(event);
        }
    }

    private void assertKnowsEverything() {
        offsets.forEach((stream, expected) -> {
            assertThat(index.lastSequence(stream)).hasValue(expected.size() - 1);
            int from = random.nextInt(expected.size());
            List<Long> found = new ArrayList<>();
            index.offsets(stream, from).forEachRemaining((Long offset) -> found.add(offset));
            assertThat(found).isEqualTo(expected.subList(from, expected.size()));
        });
        assertThat(index.lastSequence("stream/none")).isEmpty();
        for (IndexPart.Mark batch : batches) {
            assertThat(index.markAt(batch.position()).position()).isLessThanOrEqualTo(batch.position());
            assertThat(batch.offset() - index.markAt(batch.position()).offset()).isLessThan(40_000);
            assertThat(index.markAtByte(batch.offset() + 5).offset()).isLessThanOrEqualTo(batch.offset());
        }
    }

    private long files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.filter(each -> each.toString().endsWith(".run")).count();
        }
    }

    @Test
    void itKnowsTheSameInMemoryInFilesAndInMergedFiles() throws IOException {
        for (int round = 0; round < 60; round++) {
            for (int batch = 0; batch < 5; batch++) {
                addBatch();
            }
            runs.seal();
            if (round % 7 == 0) {
                assertKnowsEverything();
            }
        }
        addBatch();
        assertKnowsEverything();
        LogExtent end = index.end();
        index.close();
        assertThat(files()).as("merged").isLessThan(16);
        reopen();
        assertThat(index.end()).isEqualTo(end);
        assertKnowsEverything();
    }

    @Test
    void aFileThatIsMissingInTheMiddleEndsWhatIsKnownThere() throws IOException {
        List<Path> written = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            addBatch();
            Path expected = folder.resolve("index-%016x-%016x.run"
                    .formatted(
                            round == 0
                                    ? LogFile.MAGIC.length
                                    : batches.get(round).offset(),
                            file.end()));
            runs.seal();
            written.add(expected);
        }
        index.close();
        assertThat(written).allMatch(Files::exists);
        Files.delete(written.get(1));
        reopen();
        assertThat(index.end().endBytes()).isEqualTo(batches.get(1).offset());
        assertThat(written.get(2)).as("of no use any more").doesNotExist();
    }

    @Test
    void whatACrashLeftBesideAMergedFileIsDeleted() throws IOException {
        for (int round = 0; round < 7; round++) {
            addBatch();
            runs.seal();
        }
        index.close();
        Path kept = Files.createDirectory(folder.resolve("kept"));
        try (var all = Files.newDirectoryStream(folder, "*.run")) {
            for (Path each : all) {
                Files.copy(each, kept.resolve(each.getFileName()));
            }
        }
        reopen();
        addBatch();
        index.close();
        assertThat(files()).isEqualTo(1);
        try (var all = Files.newDirectoryStream(kept)) {
            for (Path each : all) {
                Files.copy(each, folder.resolve(each.getFileName()));
            }
        }
        Files.write(folder.resolve("incoming-1.part"), new byte[10]);
        reopen();
        assertKnowsEverything();
        assertThat(files()).isEqualTo(1);
        assertThat(folder.resolve("incoming-1.part")).doesNotExist();
    }

    @Test
    void aPartThatCannotBeWrittenFailsTheLogLaterInsteadOfFillingTheMemory() throws IOException {
        addBatch();
        Path moved = folder.resolveSibling(folder.getFileName() + "-gone");
        Files.move(folder, moved);
        try {
            assertThatThrownBy(() -> {
                        for (int round = 0; round < 20; round++) {
                            runs.seal();
                            addBatch();
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the index could not be written");
            assertThat(index.lastSequence(offsets.keySet().iterator().next())).isPresent();
        } finally {
            Files.move(moved, folder);
        }
    }
}
