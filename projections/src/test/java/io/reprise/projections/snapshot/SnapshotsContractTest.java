package io.reprise.projections.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.port.EventLog.LimitExceeded;
import io.reprise.domain.model.port.Snapshot;
import io.reprise.domain.model.port.Snapshots;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What every store of snapshots promises; each adapter runs it. */
abstract class SnapshotsContractTest {

    /** The test's store; called again, the same one. */
    abstract Snapshots open();

    /** Changes what is stored of a stream. */
    abstract void damage(String stream, UnaryOperator<byte[]> change);

    abstract void deleteAll();

    static Snapshot snapshot(String stream, long sequence, byte[] payload) {
        return new Snapshot(
                stream, sequence, "a".repeat(64), "StockItemAggregate", "stock.state", 3, "b".repeat(64), payload);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsSavedComesBackAsItWasAlsoAfterOpeningAgain() {
        Snapshot saved = snapshot("stock/名", 199, utf8("{\"free\":{\"north\":7}}"));
        open().save(saved);
        assertThat(open().latest("stock/名"))
                .hasValueSatisfying(
                        found -> assertThat(found).usingRecursiveComparison().isEqualTo(saved));
        assertThat(open().latest("stock/other")).isEmpty();
    }

    @Test
    void theOneSavedLastIsKeptWhateverItsSequence() {
        open().save(snapshot("stock/a", 399, utf8("{}")));
        open().save(snapshot("stock/b", 7, utf8("{}")));
        open().save(snapshot("stock/a", 199, utf8("[]")));
        assertThat(open().latest("stock/a").map(Snapshot::sequence))
                .as("one that is ahead of a restored log has to be replaced")
                .contains(199L);
        assertThat(open().latest("stock/b").map(Snapshot::sequence)).contains(7L);
    }

    @Test
    void oneThatIsNotWholeIsNoneAndIsReplaced() {
        Snapshots snapshots = open();
        byte[] payload = utf8("{\"units\":12}");
        snapshots.save(snapshot("stock/a", 199, payload));
        int[] length = {0};
        damage("stock/a", stored -> {
            length[0] = stored.length;
            return stored;
        });
        assertThat(snapshots.latest("stock/a")).isPresent();
        for (int end : new int[] {0, 1, 31, 32, 33, length[0] / 2, length[0] - 1}) {
            snapshots.save(snapshot("stock/a", 199, payload));
            damage("stock/a", stored -> Arrays.copyOf(stored, end));
            assertThat(snapshots.latest("stock/a")).as("cut to %d bytes", end).isEmpty();
        }
        for (int i = 0; i < length[0]; i++) {
            int at = i;
            snapshots.save(snapshot("stock/a", 199, payload));
            damage("stock/a", stored -> {
                stored[at] ^= 0x10;
                return stored;
            });
            assertThat(snapshots.latest("stock/a")).as("byte %d flipped", at).isEmpty();
        }
        snapshots.save(snapshot("stock/a", 399, payload));
        assertThat(snapshots.latest("stock/a")).isPresent();
    }

    @Test
    void allMayBeDeletedWhileTheStoreIsOpen() {
        Snapshots snapshots = open();
        snapshots.save(snapshot("stock/a", 199, utf8("{}")));
        deleteAll();
        assertThat(snapshots.latest("stock/a")).isEmpty();
        snapshots.save(snapshot("stock/a", 399, utf8("{}")));
        assertThat(snapshots.latest("stock/a")).isPresent();
    }

    @Test
    void theLimitIsNamedAndReached() {
        open().save(snapshot("stock/a", 1, new byte[Snapshots.PAYLOAD_BYTES_MAX]));
        assertThatThrownBy(() -> open().save(snapshot("stock/a", 2, new byte[Snapshots.PAYLOAD_BYTES_MAX + 1])))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageContaining("bytes of the state in one snapshot is at most 12582912");
        assertThat(open().latest("stock/a").map(Snapshot::sequence)).isEqualTo(Optional.of(1L));
    }
}
