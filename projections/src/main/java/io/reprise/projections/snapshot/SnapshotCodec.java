package io.reprise.projections.snapshot;

import io.reprise.domain.model.port.EventLog.LimitExceeded;
import io.reprise.domain.model.port.Snapshot;
import io.reprise.domain.model.port.Snapshots;
import io.reprise.domain.model.vocabulary.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The stored form of a snapshot, the same in every adapter: SHA-256 of the rest in 32 bytes; a byte for the version of
 * this form; then, as {@link DataOutputStream} writes them, stream, sequence, event hash, kind, name, revision, shape,
 * and the payload preceded by its length in four bytes.
 */
final class SnapshotCodec {

    private static final int DIGEST_BYTES = 32;
    private static final byte VERSION = 1;

    private SnapshotCodec() {}

    /** @throws LimitExceeded if the payload is too long */
    static byte[] encode(Snapshot snapshot) {
        if (snapshot.payload().length > Snapshots.PAYLOAD_BYTES_MAX) {
            throw new LimitExceeded(
                    "bytes of the state in one snapshot", Snapshots.PAYLOAD_BYTES_MAX, snapshot.payload().length);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(snapshot.payload().length + 512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(new byte[DIGEST_BYTES]);
            out.writeByte(VERSION);
            out.writeUTF(snapshot.stream());
            out.writeLong(snapshot.sequence());
            out.writeUTF(snapshot.eventHash());
            out.writeUTF(snapshot.kind());
            out.writeUTF(snapshot.name());
            out.writeInt(snapshot.revision());
            out.writeUTF(snapshot.shape());
            out.writeInt(snapshot.payload().length);
            out.write(snapshot.payload());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        byte[] encoded = bytes.toByteArray();
        System.arraycopy(digest(encoded), 0, encoded, 0, DIGEST_BYTES);
        return encoded;
    }

    /** @throws IllegalArgumentException if the bytes are not what {@link #encode} once made */
    static Snapshot decode(byte[] encoded) {
        if (encoded.length < DIGEST_BYTES || !Arrays.equals(digest(encoded), Arrays.copyOf(encoded, DIGEST_BYTES))) {
            throw new IllegalArgumentException("its bytes are torn or were changed");
        }
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(encoded, DIGEST_BYTES, encoded.length - DIGEST_BYTES))) {
            if (in.readByte() != VERSION) {
                throw new IllegalArgumentException("it is in a form of another version");
            }
            return new Snapshot(
                    in.readUTF(),
                    in.readLong(),
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    in.readInt(),
                    in.readUTF(),
                    payload(in));
        } catch (IOException e) {
            throw new IllegalArgumentException("it ends too early", e);
        }
    }

    private static byte[] payload(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] payload = in.readAllBytes();
        if (payload.length != length) {
            throw new IOException("the payload has another length");
        }
        return payload;
    }

    private static byte[] digest(byte[] encoded) {
        MessageDigest digest = Sha256.digest();
        digest.update(encoded, DIGEST_BYTES, encoded.length - DIGEST_BYTES);
        return digest.digest();
    }
}
