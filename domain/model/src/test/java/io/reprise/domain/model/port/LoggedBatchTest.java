package io.reprise.domain.model.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.vocabulary.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes that are hashed are those that the documentation of the log names: whoever has only that comes to the same. */
class LoggedBatchTest {

    private static final Instant AT = Instant.parse("2026-11-11T12:00:00.000000007Z");
    private static final NewEvent FIRST = event("e-1", 0, "{\"a\":1}");
    private static final NewEvent SECOND = event("e-2", 1, "{\"été\":2}");

    private static NewEvent event(String id, long sequence, String payload) {
        return new NewEvent(
                id, "campaign/tea", sequence, "campaign", "campaign.drafted", 2, AT, bytes(payload), bytes("{}"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static LoggedBatch batch() {
        return new LoggedBatch(
                40,
                LoggedBatch.GENESIS,
                LoggedBatch.hash(LoggedBatch.GENESIS, 40, List.of(FIRST, SECOND)),
                List.of(new StoredEvent(40, FIRST), new StoredEvent(41, SECOND)));
    }

    private static byte[] documented(long position, NewEvent event) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(0);
        out.writeLong(position);
        out.writeLong(event.sequence());
        out.writeInt(event.revision());
        out.writeLong(event.at().getEpochSecond());
        out.writeInt(event.at().getNano());
        for (byte[] part : new byte[][] {
            bytes(event.id()),
            bytes(event.stream()),
            bytes(event.kind()),
            bytes(event.name()),
            event.payload(),
            event.metadata()
        }) {
            out.writeInt(part.length);
            out.write(part);
        }
        return Sha256.digest().digest(bytes.toByteArray());
    }

    @Test
    void a_leaf_is_the_digest_of_every_part_of_its_event_after_that_parts_length() throws IOException {
        assertThat(LoggedBatch.leafHash(41, SECOND)).isEqualTo(documented(41, SECOND));
        assertThat(batch().leafHashes()).hasSize(2).first().isEqualTo(documented(40, FIRST));
    }

    @Test
    void a_batch_is_the_digest_of_the_one_before_it_its_place_and_its_leaves() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(new byte[32]);
        out.writeLong(40);
        out.writeInt(2);
        out.write(documented(40, FIRST));
        out.write(documented(41, SECOND));
        assertThat(batch().hash())
                .isEqualTo(HexFormat.of().formatHex(Sha256.digest().digest(bytes.toByteArray())));
    }

    @Test
    void what_was_written_is_intact_and_what_was_changed_moved_or_left_out_is_not() {
        LoggedBatch batch = batch();
        assertThat(batch.isIntact()).isTrue();
        assertThat(batch.nextPosition()).isEqualTo(42);
        NewEvent changed = event("e-2", 1, "{\"été\":3}");
        for (List<StoredEvent> other : List.of(
                List.of(batch.events().getFirst(), new StoredEvent(41, changed)),
                List.of(batch.events().getFirst()),
                List.of(batch.events().getLast(), batch.events().getFirst()))) {
            assertThat(new LoggedBatch(40, batch.previousHash(), batch.hash(), other).isIntact())
                    .isFalse();
        }
        assertThat(new LoggedBatch(40, batch.hash(), batch.hash(), batch.events()).isIntact())
                .as("after another batch")
                .isFalse();
    }

    @Test
    void events_are_where_the_batch_says_whatever_hashes_are_brought_along() {
        LoggedBatch batch = batch();
        List<StoredEvent> moved = List.of(new StoredEvent(40, FIRST), new StoredEvent(42, SECOND));
        assertThat(new LoggedBatch(40, batch.previousHash(), batch.hash(), moved).isIntact(batch.leafHashes()))
                .isFalse();
        assertThat(batch.isIntact(batch.leafHashes())).isTrue();
    }

    @Test
    void an_event_has_every_part_and_starts_at_sequence_0_and_revision_1() {
        assertThatThrownBy(() -> event("e-1", -1, "")).hasMessage("sequence starts at 0 and revision at 1");
        assertThatThrownBy(() -> new NewEvent("e", "s", 0, "k", "n", 0, AT, bytes(""), bytes("")))
                .hasMessage("sequence starts at 0 and revision at 1");
        assertThatThrownBy(() -> new NewEvent(null, "s", 0, "k", "n", 1, AT, bytes(""), bytes("")))
                .hasMessage("id");
        assertThatThrownBy(() -> new NewEvent("e", "s", 0, "k", "n", 1, AT, bytes(""), null))
                .hasMessage("metadata");
    }
}
