package io.reprise.domain.model.proof;

import io.reprise.domain.model.vocabulary.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The Merkle tree hash of a growing list of leaves (RFC 6962 §2.1), kept as the hashes of its complete subtrees: memory
 * grows with the logarithm of the number of leaves.
 */
public final class MerkleRange {

    private static final byte NODE = 1;

    private final List<byte[]> subtrees = new ArrayList<>();
    private long size;

    /** An empty range. */
    public MerkleRange() {}

    /**
     * A range that was saved.
     *
     * @param size number of leaves
     * @param subtrees {@link #subtrees()} as they were
     * @throws IllegalArgumentException if there are not as many subtrees as that size has
     */
    public static MerkleRange of(long size, List<String> subtrees) {
        if (size < 0 || subtrees.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException("a tree of " + size + " leaves has " + Long.bitCount(size)
                    + " complete subtrees, not " + subtrees.size());
        }
        MerkleRange range = new MerkleRange();
        subtrees.forEach(hash -> range.subtrees.add(HexFormat.of().parseHex(hash)));
        range.size = size;
        return range;
    }

    /** Adds a leaf. @param leafHash SHA-256 of a zero byte and the leaf, 32 bytes */
    public void add(byte[] leafHash) {
        byte[] hash = leafHash;
        for (long level = size; (level & 1) == 1; level >>= 1) {
            hash = node(subtrees.removeLast(), hash);
        }
        subtrees.add(hash);
        size++;
    }

    /** Number of leaves. */
    public long size() {
        return size;
    }

    /** The hashes of the complete subtrees, largest first; lower case hexadecimal. */
    public List<String> subtrees() {
        return subtrees.stream().map(HexFormat.of()::formatHex).toList();
    }

    /** The Merkle tree hash, 32 bytes. */
    public byte[] root() {
        if (size == 0) {
            return Sha256.digest().digest();
        }
        byte[] root = subtrees.getLast();
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            root = node(subtrees.get(i), root);
        }
        return root;
    }

    static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = Sha256.digest();
        digest.update(NODE);
        digest.update(left);
        digest.update(right);
        return digest.digest();
    }
}
