package io.reprise.ml.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeImportTest {

    private static final int ROWS = 3_000_000;

    /** A heap of 64 MiB, and data that take ten times as much as objects. */
    @Test
    @Tag("slow")
    void aFileManyTimesTheHeapIsImported(@TempDir Path home) throws IOException, InterruptedException {
        Random random = new Random(1);
        Path file = home.resolve("big.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < ROWS; i++) {
                out.write(random.nextInt(200_000) + "," + random.nextInt(100_000) + "," + random.nextInt(500) + ",pv,"
                        + (1511544070 + random.nextInt(800_000)) + "\n");
            }
        }
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ImportCommand.class.getName(),
                        "--data",
                        file.toString(),
                        "--home",
                        home.toString()))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(home.resolve("log")))
                .isZero();
        ActionFolder.Manifest manifest =
                ActionFolder.open(home.resolve("data/imports/taobao")).manifest();
        assertThat(manifest.actions()).isBetween(ROWS - 1_000L, (long) ROWS);
        assertThat(manifest.parts()).hasSizeGreaterThan(1);
    }
}
