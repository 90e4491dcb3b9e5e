package io.reprise.domain.model.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which subtrees' hashes make a proof. They lie side by side, so one pass over the leaves computes them all, in memory
 * that grows with the logarithm of the tree.
 */
public final class ProofPlan {

    /** Leaves {@code from} to {@code to - 1}. */
    private record Subtree(long from, long to, MerkleRange hash) {}

    private final List<Subtree> inProofOrder = new ArrayList<>();
    private List<Subtree> byPosition = List.of();
    private int current;
    private long position;

    private ProofPlan() {}

    /** The audit path of RFC 6962 §2.1.1. */
    public static ProofPlan inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("a tree of " + size + " leaves has no leaf " + index);
        }
        ProofPlan plan = new ProofPlan();
        plan.path(index, 0, size);
        return plan.inOrder();
    }

    /** The consistency proof of RFC 6962 §2.1.2. */
    public static ProofPlan consistency(long firstSize, long secondSize) {
        if (firstSize < 0 || firstSize > secondSize) {
            throw new IllegalArgumentException("a tree of " + secondSize + " leaves was never one of " + firstSize);
        }
        ProofPlan plan = new ProofPlan();
        if (firstSize > 0 && firstSize < secondSize) {
            plan.subproof(firstSize, 0, secondSize, true);
        }
        return plan.inOrder();
    }

    private void path(long index, long from, long to) {
        if (to - from == 1) {
            return;
        }
        long middle = from + split(to - from);
        if (index < middle) {
            path(index, from, middle);
            need(middle, to);
        } else {
            path(index, middle, to);
            need(from, middle);
        }
    }

    private void subproof(long boundary, long from, long to, boolean known) {
        if (boundary == to) {
            if (!known) {
                need(from, to);
            }
            return;
        }
        long middle = from + split(to - from);
        if (boundary <= middle) {
            subproof(boundary, from, middle, known);
            need(middle, to);
        } else {
            subproof(boundary, middle, to, false);
            need(from, middle);
        }
    }

    /** The largest power of two smaller than the number of leaves. */
    private static long split(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }

    private void need(long from, long to) {
        inProofOrder.add(new Subtree(from, to, new MerkleRange()));
    }

    private ProofPlan inOrder() {
        byPosition = inProofOrder.stream()
                .sorted(Comparator.comparingLong(Subtree::from))
                .toList();
        return this;
    }

    /** The next leaf, from the first of the tree on. */
    public void add(byte[] leafHash) {
        if (current < byPosition.size() && position == byPosition.get(current).to()) {
            current++;
        }
        if (current < byPosition.size() && position >= byPosition.get(current).from()) {
            byPosition.get(current).hash().add(leafHash);
        }
        position++;
    }

    /**
     * One pass for many plans of one tree: a subtree that several need is hashed once. A leaf lies in no more of them
     * than the tree is high, however many plans there are. The plans get no leaves by themselves then.
     */
    public static final class Pass {

        private final Deque<Subtree> toCome;
        private final List<Subtree> open = new ArrayList<>();
        private long position;

        public Pass(List<ProofPlan> plans) {
            Map<List<Long>, Subtree> shared = new HashMap<>();
            for (ProofPlan plan : plans) {
                plan.inProofOrder.replaceAll(
                        own -> shared.computeIfAbsent(List.of(own.from(), own.to()), range -> own));
            }
            toCome = shared.values().stream()
                    .sorted(Comparator.comparingLong(Subtree::from))
                    .collect(Collectors.toCollection(ArrayDeque::new));
        }

        /** The next leaf, from the first of the tree on. */
        public void add(byte[] leafHash) {
            while (!toCome.isEmpty() && toCome.peek().from() == position) {
                open.add(toCome.remove());
            }
            position++;
            open.forEach(subtree -> subtree.hash().add(leafHash));
            open.removeIf(subtree -> subtree.to() == position);
        }
    }

    /** @throws IllegalStateException if not all leaves were added */
    List<byte[]> hashes() {
        return inProofOrder.stream()
                .map(subtree -> {
                    if (subtree.hash().size() != subtree.to() - subtree.from()) {
                        throw new IllegalStateException(
                                "the proof needs the leaves up to " + subtree.to() + ", but got " + position);
                    }
                    return subtree.hash().root();
                })
                .toList();
    }
}
