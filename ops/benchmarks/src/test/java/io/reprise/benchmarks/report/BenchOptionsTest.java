package io.reprise.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.benchmarks.BenchCommand;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchOptionsTest {

    @TempDir
    private Path folder;

    @CommandLine.Command(name = "measured")
    private static final class Measured {

        @CommandLine.Mixin
        private final BenchOptions options = new BenchOptions();

        @CommandLine.Option(names = "--mongodb-uri")
        private String uri;

        @CommandLine.Option(names = "--match")
        private String match;
    }

    private Map<String, Object> circumstances(String... arguments) throws Exception {
        Measured measured = new Measured();
        new CommandLine(measured).parseArgs(arguments);
        return measured.options.circumstances(folder);
    }

    @Test
    void a_result_says_how_it_was_measured() throws Exception {
        Map<String, Object> circumstances = circumstances("--seed", "11", "--out=results");
        assertEquals("ops/run bench --seed 11 --out=results", circumstances.get("command"));
        assertEquals(11L, circumstances.get("seed"));
    }

    @Test
    void what_a_uri_holds_stays_out_of_the_results() throws Exception {
        String uri = "mongodb://user:secret@db.example/reprise";
        assertEquals(
                "ops/run bench --mongodb-uri URI --seed 11",
                circumstances("--mongodb-uri", uri, "--seed", "11").get("command"));
        assertEquals(
                "ops/run bench --mongodb-uri=URI",
                circumstances("--mongodb-uri=" + uri).get("command"));
    }

    @Test
    void a_shell_reads_the_command_as_it_was_given() throws Exception {
        assertEquals(
                "ops/run bench --match 'Axon, H2'",
                circumstances("--match", "Axon, H2").get("command"));
    }

    @Test
    void each_benchmark_says_what_the_options_mean_to_it() {
        CommandLine bench = new CommandLine(new BenchCommand());
        assertTrue(help(bench, "uplift").contains("Data and models."), help(bench, "uplift"));
        assertTrue(help(bench, "models").contains("Seed of what is drawn."), help(bench, "models"));
        assertTrue(help(bench, "event-log").contains("Seed of the campaigns."), help(bench, "event-log"));
    }

    private static String help(CommandLine bench, String benchmark) {
        return bench.getSubcommands().get(benchmark).getUsageMessage();
    }
}
