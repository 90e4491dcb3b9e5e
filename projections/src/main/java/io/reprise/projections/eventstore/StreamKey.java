package io.reprise.projections.eventstore;

import io.reprise.domain.model.vocabulary.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What the index knows a stream by: the first 16 bytes of the SHA-256 of its name. All keys are equally long, and two
 * names share one only if somebody spends 2⁶⁴ hashes on it.
 */
record StreamKey(long high, long low) implements Comparable<StreamKey> {

    static StreamKey of(String stream) {
        ByteBuffer digest = ByteBuffer.wrap(Sha256.digest().digest(stream.getBytes(StandardCharsets.UTF_8)));
        return new StreamKey(digest.getLong(), digest.getLong());
    }

    @Override
    public int compareTo(StreamKey other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** The bits are as good as random already. */
    @Override
    public int hashCode() {
        return (int) low;
    }
}
