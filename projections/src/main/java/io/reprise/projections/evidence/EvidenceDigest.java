package io.reprise.projections.evidence;

import io.reprise.domain.model.port.EventLog.LimitExceeded;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.EvidenceStore.EvidenceDamaged;
import io.reprise.domain.model.vocabulary.Sha256;
import java.util.regex.Pattern;

/** What every evidence store checks. */
final class EvidenceDigest {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    private EvidenceDigest() {}

    /** @throws LimitExceeded if the content is too long */
    static String of(byte[] content) {
        if (content.length > EvidenceStore.BLOB_BYTES_MAX) {
            throw new LimitExceeded("bytes of one piece of evidence", EvidenceStore.BLOB_BYTES_MAX, content.length);
        }
        return Sha256.hex(content);
    }

    /** @throws IllegalArgumentException if it has not the form of a digest, before it becomes part of a path or query */
    static String require(String sha256) {
        if (!FORM.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in lower case hexadecimal: " + sha256);
        }
        return sha256;
    }

    /** @throws EvidenceDamaged if the content has another digest */
    static byte[] verified(String sha256, byte[] content) {
        if (!Sha256.hex(content).equals(sha256)) {
            throw new EvidenceDamaged(sha256);
        }
        return content;
    }
}
