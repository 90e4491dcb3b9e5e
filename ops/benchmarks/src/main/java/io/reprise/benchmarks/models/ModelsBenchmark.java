package io.reprise.benchmarks.models;

import io.reprise.benchmarks.report.Machine;
import io.reprise.benchmarks.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The models beside their baselines and alternatives; each part writes {@code models-PART.md} and {@code .json}. */
@CommandLine.Command(
        name = "models",
        description = "Measures the models: what they predict, and how they are served.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class ModelsBenchmark implements Callable<Integer> {

    /** What can be measured. */
    enum Part {
        /** Which item comes next. */
        RECOMMENDATION(RecommendationBenchmark::new),

        /** At which hour a shopper buys next. */
        HOUR(HourBenchmark::new),

        /** How many units sell. */
        DEMAND(DemandBenchmark::new),

        /** Whether and when a shopper buys. */
        PURCHASE(PurchaseBenchmark::new),

        /** Who buys because of a campaign. */
        RESPONSE(ResponseBenchmark::new),

        /** How fast models answer. */
        SERVING(ServingPart::new);

        private final Supplier<ModelsPart> maker;

        Part(Supplier<ModelsPart> maker) {
            this.maker = maker;
        }
    }

    @CommandLine.Option(names = "--only", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Part only;

    @CommandLine.Option(names = "--data", description = "Folder of real data.", defaultValue = ".reprise/data")
    private Path data;

    @CommandLine.Option(names = "--seed", description = "Seed of what is drawn.", defaultValue = "7")
    private long seed;

    @CommandLine.Option(names = "--seconds", description = "Seconds of each trial.", defaultValue = "2")
    private double seconds;

    @CommandLine.Option(names = "--repetitions", description = "Times each trial is run.", defaultValue = "7")
    private int repetitions;

    @CommandLine.Option(
            names = "--home",
            description = "Where what is measured is put meanwhile.",
            defaultValue = ".reprise/bench")
    private Path home;

    @CommandLine.Option(names = "--out", description = "Where results go.", defaultValue = "ops/benchmarks/results")
    private Path out;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Files.createDirectories(home);
        for (Part part : only == null ? Part.values() : new Part[] {only}) {
            ModelsPart measured = part.maker.get();
            Map<String, Object> circumstances = Machine.circumstances(home);
            circumstances.put(
                    "command",
                    "ops/run bench "
                            + String.join(
                                    " ", spec.commandLine().getParseResult().originalArgs()));
            circumstances.put("seed", seed);
            circumstances.forEach((what, value) -> System.out.println(what + ": " + value));
            Report report = new Report(measured.howToRead(), circumstances);
            measured.run(new ModelsPart.Context(data, home.toAbsolutePath(), seed, seconds, repetitions, report));
            report.write(out, "models-" + part.name().toLowerCase(Locale.ROOT));
        }
        return CommandLine.ExitCode.OK;
    }
}
