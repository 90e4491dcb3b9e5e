package io.reprise.domain.model.proof;

import java.util.List;
import java.util.Optional;

/**
 * That a leaf is in the tree.
 *
 * @param index the leaf's number, from 0
 * @param size leaves in the tree
 * @param path hashes of 32 bytes, from the leaf's neighbour up
 */
public record InclusionProof(long index, long size, List<byte[]> path) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    /** @param plan {@link ProofPlan#inclusion}, with all leaves added */
    public static InclusionProof of(long index, long size, ProofPlan plan) {
        return new InclusionProof(index, size, plan.hashes());
    }

    /**
     * The root of the tree this proof speaks of, by RFC 9162 §2.1.3.2.
     *
     * @param leafHash hash of the leaf that is said to be in it
     * @return empty if the path has the wrong length
     */
    public Optional<byte[]> root(byte[] leafHash) {
        if (index < 0 || index >= size) {
            return Optional.empty();
        }
        long node = index;
        long last = size - 1;
        byte[] root = leafHash;
        for (byte[] sibling : path) {
            if (last == 0) {
                return Optional.empty();
            }
            if ((node & 1) == 1 || node == last) {
                root = MerkleRange.node(sibling, root);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                root = MerkleRange.node(root, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 ? Optional.of(root) : Optional.empty();
    }
}
