package io.reprise.benchmarks;

import io.reprise.benchmarks.claims.ClaimsBenchmark;
import io.reprise.benchmarks.counterfactual.CounterfactualBenchmark;
import io.reprise.benchmarks.door.DoorBenchmark;
import io.reprise.benchmarks.eventlog.EventLogBenchmark;
import io.reprise.benchmarks.faults.FaultsBenchmark;
import io.reprise.benchmarks.models.ModelsBenchmark;
import io.reprise.benchmarks.nodes.NodesBenchmark;
import io.reprise.benchmarks.pages.PagesBenchmark;
import io.reprise.benchmarks.replay.ReplayBenchmark;
import io.reprise.benchmarks.signals.SignalsBenchmark;
import io.reprise.benchmarks.soak.SoakBenchmark;
import io.reprise.benchmarks.uplift.UpliftBenchmark;
import picocli.CommandLine;

/** Runs a benchmark by its name. */
@CommandLine.Command(
        name = "bench",
        description = "Measures Reprise beside its alternatives, in one run on one machine.",
        mixinStandardHelpOptions = true,
        resourceBundle = "io.reprise.benchmarks.options",
        subcommands = {
            EventLogBenchmark.class,
            ClaimsBenchmark.class,
            SignalsBenchmark.class,
            NodesBenchmark.class,
            ModelsBenchmark.class,
            UpliftBenchmark.class,
            ReplayBenchmark.class,
            CounterfactualBenchmark.class,
            DoorBenchmark.class,
            FaultsBenchmark.class,
            PagesBenchmark.class,
            SoakBenchmark.class
        })
public final class BenchCommand {

    public static void main(String[] args) {
        System.exit(new CommandLine(new BenchCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }
}
