package io.reprise.ml.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicSequencesTest {

    @TempDir
    private Path folder;

    private void write(String name, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void whatIsTooRareFallsOutUntilNothingMoreDoes() {
        // Without item 9 the third sequence is too short, without that one item 4 is too rare, and so on.
        List<int[]> core = PublicSequences.core(
                List.of(new int[] {7, 5, 7}, new int[] {5, 7, 5}, new int[] {4, 9, 7}, new int[] {4, 5}), 3);
        assertThat(core).containsExactly(new int[] {2, 1, 2}, new int[] {1, 2, 1});
    }

    @Test
    void sessionsOfTrainingAndTestComeTogetherAndTheirLastClickIsGuessed() throws IOException {
        write("train_sessions.txt.gz", "11 12 13 11 12\n13 12 11 13 12\n".repeat(3));
        // One session of five clicks as its histories, longest first, and another of two.
        write("test.txt.gz", "13 11 12 13\t11\n13 11 12\t13\n13 11\t12\n13\t11\n12\t11\n");
        RankingData data = PublicSequences.fiveCore("clicks", folder);
        assertThat(data.items()).isEqualTo(3);
        assertThat(data.test()).hasSize(7);
        assertThat(data.train()).hasSize(7).last().isEqualTo(new int[] {3, 1, 2});
        assertThat(data.validation().getLast().target()).isEqualTo(3);
        assertThat(data.test().getLast().history()).containsExactly(3, 1, 2, 3);
        assertThat(data.test().getLast().target()).isEqualTo(1);
        assertThat(data.isSeenExcluded()).isFalse();
    }
}
