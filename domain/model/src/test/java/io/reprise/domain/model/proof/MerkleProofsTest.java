package io.reprise.domain.model.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.domain.model.vocabulary.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MerkleProofsTest {

    /** The leaves and roots every implementation of RFC 6962 is tried with, first in Google's certificate-transparency. */
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static byte[] leafHash(byte[] leaf) {
        MessageDigest digest = Sha256.digest();
        digest.update((byte) 0);
        return digest.digest(leaf);
    }

    private static List<byte[]> leaves(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> leafHash(new byte[] {(byte) i, (byte) (i >> 8)}))
                .toList();
    }

    private static MerkleRange tree(List<byte[]> leaves) {
        MerkleRange range = new MerkleRange();
        leaves.forEach(range::add);
        return range;
    }

    @Test
    void rootsAreThoseOfTheSpecification() {
        assertThat(HexFormat.of().formatHex(new MerkleRange().root())).startsWith("e3b0c44298fc1c149afbf4c8996fb924");
        MerkleRange range = new MerkleRange();
        for (int i = 0; i < LEAVES.size(); i++) {
            range.add(leafHash(HexFormat.of().parseHex(LEAVES.get(i))));
            assertThat(HexFormat.of().formatHex(range.root())).isEqualTo(ROOTS.get(i));
        }
    }

    @Test
    void everyLeafOfEveryTreeIsProvedAndNoOther() {
        for (int size = 1; size <= 70; size++) {
            List<byte[]> leaves = leaves(size);
            byte[] root = tree(leaves).root();
            for (int index = 0; index < size; index++) {
                ProofPlan plan = ProofPlan.inclusion(index, size);
                leaves.forEach(plan::add);
                InclusionProof proof = InclusionProof.of(index, size, plan);
                assertThat(proof.root(leaves.get(index)))
                        .hasValueSatisfying(r -> assertThat(r).isEqualTo(root));
                byte[] other = leafHash(new byte[] {9, 9, 9});
                assertThat(proof.root(other))
                        .hasValueSatisfying(r -> assertThat(r).isNotEqualTo(root));
                if (size > 1) {
                    InclusionProof elsewhere = new InclusionProof((index + 1) % size, size, proof.path());
                    assertThat(elsewhere.root(leaves.get(index)).filter(r -> java.util.Arrays.equals(r, root)))
                            .isEmpty();
                    InclusionProof shorter = new InclusionProof(
                            index, size, proof.path().subList(0, proof.path().size() - 1));
                    assertThat(shorter.root(leaves.get(index)).filter(r -> java.util.Arrays.equals(r, root)))
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void everyTreeIsProvedToBeTheBeginningOfEveryLaterOne() {
        List<byte[]> all = leaves(40);
        for (int second = 1; second <= all.size(); second++) {
            byte[] secondRoot = tree(all.subList(0, second)).root();
            for (int first = 0; first <= second; first++) {
                ProofPlan plan = ProofPlan.consistency(first, second);
                all.subList(0, second).forEach(plan::add);
                ConsistencyProof proof = ConsistencyProof.of(first, second, plan);
                byte[] firstRoot = tree(all.subList(0, first)).root();
                assertThat(proof.shows(firstRoot, secondRoot))
                        .as("%d in %d", first, second)
                        .isTrue();
                byte[] forged = leafHash(new byte[] {7});
                assertThat(proof.shows(forged, secondRoot)).isFalse();
                if (first > 0) {
                    assertThat(proof.shows(firstRoot, forged)).isFalse();
                    List<byte[]> longer = Stream.concat(proof.path().stream(), Stream.of(forged))
                            .toList();
                    assertThat(new ConsistencyProof(first, second, longer).shows(firstRoot, secondRoot))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void aTreeWhoseBeginningWasRewrittenIsNotConsistent() {
        List<byte[]> before = leaves(11);
        List<byte[]> rewritten = new ArrayList<>(leaves(20));
        rewritten.set(4, leafHash(new byte[] {1, 2, 3}));
        ProofPlan plan = ProofPlan.consistency(11, 20);
        rewritten.forEach(plan::add);
        assertThat(ConsistencyProof.of(11, 20, plan)
                        .shows(tree(before).root(), tree(rewritten).root()))
                .isFalse();
    }

    @Test
    void aSavedTreeGrowsOn() {
        List<byte[]> leaves = leaves(100);
        MerkleRange half = tree(leaves.subList(0, 53));
        MerkleRange again = MerkleRange.of(half.size(), half.subtrees());
        leaves.subList(53, 100).forEach(again::add);
        assertThat(again.root()).isEqualTo(tree(leaves).root());
        assertThatThrownBy(() -> MerkleRange.of(7, List.of("00"))).hasMessageContaining("3 complete subtrees");
    }

    @Test
    void aProofNeedsAllLeaves() {
        ProofPlan plan = ProofPlan.inclusion(0, 9);
        leaves(8).forEach(plan::add);
        assertThatThrownBy(() -> InclusionProof.of(0, 9, plan)).hasMessageContaining("but got 8");
        assertThatThrownBy(() -> ProofPlan.inclusion(9, 9)).hasMessageContaining("no leaf 9");
        assertThatThrownBy(() -> ProofPlan.consistency(9, 8)).hasMessageContaining("never one of 9");
    }

    @Test
    void manyProofsInOnePassAreThoseMadeOneByOne() {
        for (int size = 1; size <= 40; size++) {
            List<byte[]> leaves = leaves(size);
            int leavesOfTree = size;
            List<ProofPlan> together = IntStream.range(0, size)
                    .mapToObj(index -> ProofPlan.inclusion(index, leavesOfTree))
                    .toList();
            ProofPlan.Pass pass = new ProofPlan.Pass(together);
            leaves.forEach(pass::add);
            for (int index = 0; index < size; index++) {
                ProofPlan alone = ProofPlan.inclusion(index, size);
                leaves.forEach(alone::add);
                assertThat(together.get(index).hashes()).containsExactlyElementsOf(alone.hashes());
            }
        }
    }
}
