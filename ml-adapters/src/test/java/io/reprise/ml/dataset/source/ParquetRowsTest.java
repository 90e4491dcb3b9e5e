package io.reprise.ml.dataset.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprise.ml.dataset.DataQualityReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ParquetRowsTest {

    /** Seed 7 makes the reader underneath wait for ever: without the limit of time this test does not end. */
    @Test
    @Timeout(120)
    void aFileWithBrokenBytesIsReadOrRefusedInWordsAndNeverWaitedForWithoutEnd(@TempDir Path home) throws IOException {
        byte[] good;
        try (InputStream in = DataQualityReport.class.getResourceAsStream("actions-snappy.parquet")) {
            good = in.readAllBytes();
        }
        int refused = 0;
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            byte[] bytes =
                    random.nextInt(5) == 0 ? Arrays.copyOf(good, 8 + random.nextInt(good.length - 8)) : good.clone();
            for (int i = random.nextInt(8); i >= 0; i--) {
                bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(home.resolve("fuzz.parquet"), bytes);
            try (ParquetRows rows = new ParquetRows(file, Duration.ofMillis(1_500))) {
                int read = 0;
                while (rows.next().isPresent()) {
                    read++;
                }
                assertThat(read).as("seed " + seed).isLessThanOrEqualTo(4);
            } catch (UnreadableData e) {
                assertThat(e.getMessage()).as("seed " + seed).startsWith("fuzz.parquet cannot be read as Parquet");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(5);
    }
}
