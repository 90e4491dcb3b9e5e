package io.reprise.domain.model.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * That the smaller tree is the beginning of the larger one: nothing in it was changed since.
 *
 * @param firstSize leaves in the smaller tree
 * @param secondSize leaves in the larger tree
 * @param path hashes of 32 bytes
 */
public record ConsistencyProof(long firstSize, long secondSize, List<byte[]> path) {

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /** @param plan {@link ProofPlan#consistency}, with all leaves of the larger tree added */
    public static ConsistencyProof of(long firstSize, long secondSize, ProofPlan plan) {
        return new ConsistencyProof(firstSize, secondSize, plan.hashes());
    }

    /** Whether this shows that, by RFC 9162 §2.1.4.2. */
    public boolean shows(byte[] firstRoot, byte[] secondRoot) {
        if (firstSize < 0 || firstSize > secondSize) {
            return false;
        }
        if (firstSize == secondSize || firstSize == 0) {
            boolean empty = firstSize == 0 && firstSize != secondSize;
            return path.isEmpty() && (empty ? isEmptyRoot(firstRoot) : Arrays.equals(firstRoot, secondRoot));
        }
        List<byte[]> hashes = new ArrayList<>(path);
        if (Long.bitCount(firstSize) == 1) {
            hashes.addFirst(firstRoot);
        }
        return !hashes.isEmpty() && shows(hashes, firstRoot, secondRoot);
    }

    private boolean shows(List<byte[]> hashes, byte[] firstRoot, byte[] secondRoot) {
        int shift = Long.numberOfTrailingZeros(~(firstSize - 1));
        long node = (firstSize - 1) >> shift;
        long last = (secondSize - 1) >> shift;
        byte[] first = hashes.getFirst();
        byte[] second = hashes.getFirst();
        for (byte[] hash : hashes.subList(1, hashes.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                first = MerkleRange.node(hash, first);
                second = MerkleRange.node(hash, second);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                second = MerkleRange.node(second, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(first, firstRoot) && Arrays.equals(second, secondRoot);
    }

    private static boolean isEmptyRoot(byte[] root) {
        return Arrays.equals(root, new MerkleRange().root());
    }
}
