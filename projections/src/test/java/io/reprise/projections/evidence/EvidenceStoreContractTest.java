package io.reprise.projections.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.port.EventLog.LimitExceeded;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.EvidenceStore.EvidenceDamaged;
import io.reprise.domain.model.vocabulary.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every evidence store promises; each adapter runs it. */
abstract class EvidenceStoreContractTest {

    static final byte[] FORECAST = "forecast of 24 hours".getBytes(StandardCharsets.UTF_8);

    /** The test's store; called again, the same one. */
    abstract EvidenceStore open();

    /** Puts other bytes under the digest, as an intruder would. */
    abstract void replace(String sha256, byte[] content);

    @Test
    void whatIsPutIsFoundByItsDigestAlsoAfterOpeningAgain() {
        String sha256 = open().put(FORECAST);
        assertThat(sha256).isEqualTo(Sha256.hex(FORECAST));
        assertThat(open().get(sha256))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(FORECAST));
        assertThat(open().get(Sha256.hex(new byte[1]))).isEmpty();
    }

    @Test
    void puttingTheSameBytesAgainChangesNothing() {
        assertThat(open().put(FORECAST)).isEqualTo(open().put(FORECAST));
        assertThat(open().put(new byte[0])).isEqualTo(open().put(new byte[0]));
        assertThat(open().get(Sha256.hex(new byte[0]))).isPresent();
    }

    @Test
    void changedEvidenceIsNeverHandedOutNorRepairedInSilence() {
        String sha256 = open().put(FORECAST);
        replace(sha256, "another forecast".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> open().get(sha256))
                .isInstanceOf(EvidenceDamaged.class)
                .hasMessageContaining(sha256);
        assertThatThrownBy(() -> open().put(FORECAST)).isInstanceOf(EvidenceDamaged.class);
    }

    @Test
    void theLimitIsNamedAndReached() {
        String largest = open().put(new byte[EvidenceStore.BLOB_BYTES_MAX]);
        assertThat(open().get(largest)).isPresent();
        assertThatThrownBy(() -> open().put(new byte[EvidenceStore.BLOB_BYTES_MAX + 1]))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageContaining("bytes of one piece of evidence is at most 12582912");
        assertThat(open().get(Sha256.hex(new byte[EvidenceStore.BLOB_BYTES_MAX + 1])))
                .isEmpty();
    }

    @Test
    void whatIsNoDigestIsRefused() {
        assertThatThrownBy(() -> open().get("../" + "0".repeat(61))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyMayPutTheSameBytesAtOnce() throws Exception {
        EvidenceStore store = open();
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<String> put = () -> store.put(FORECAST);
            for (var done :
                    threads.invokeAll(IntStream.range(0, 16).mapToObj(i -> put).toList())) {
                assertThat(done.get()).isEqualTo(Sha256.hex(FORECAST));
            }
        }
    }
}
