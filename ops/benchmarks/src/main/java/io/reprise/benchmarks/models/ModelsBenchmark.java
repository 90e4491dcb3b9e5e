package io.reprise.benchmarks.models;

import io.reprise.benchmarks.report.BenchOptions;
import io.reprise.benchmarks.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
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
        SERVING(ServingPart::new),

        /** The same artifacts on a CPU and on a GPU; only where it is asked for. */
        DEVICES(DevicesPart::new),

        /** Whether memory grows while models answer for long; only where it is asked for. */
        SOAK(SoakPart::new);

        private final Supplier<ModelsPart> maker;

        Part(Supplier<ModelsPart> maker) {
            this.maker = maker;
        }

        private String results() {
            return this == SOAK ? "serving-soak" : "models-" + name().toLowerCase(Locale.ROOT);
        }
    }

    @CommandLine.Option(names = "--only", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Part only;

    @CommandLine.Option(names = "--data", description = "Folder of real data.", defaultValue = ".reprise/data")
    private Path data;

    @CommandLine.Option(names = "--seconds", description = "Seconds of each trial.", defaultValue = "2")
    private double seconds;

    @CommandLine.Option(names = "--repetitions", description = "Times each trial is run, or seeds.", defaultValue = "7")
    private int repetitions;

    @CommandLine.Option(names = "--minutes", description = "Minutes of a soak.", defaultValue = "60")
    private int minutes;

    @CommandLine.Option(
            names = "--data-set",
            description = "Only data sets whose name holds this (recommendation, demand); =NAME: is it.",
            defaultValue = "")
    private String dataSet;

    @CommandLine.Option(
            names = "--contenders",
            description = "Of what takes long only these (demand): xgboost,gru,lstm,transformer; all where left out.",
            split = ",")
    private List<String> contenders = List.of();

    @CommandLine.Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws Exception {
        Path home = Files.createDirectories(options.home());
        for (Part part : only == null ? EnumSet.complementOf(EnumSet.of(Part.DEVICES, Part.SOAK)) : EnumSet.of(only)) {
            ModelsPart measured = part.maker.get();
            Map<String, Object> circumstances = options.circumstances(home);
            circumstances.forEach((what, value) -> System.out.println(what + ": " + value));
            Report report = new Report(measured.howToRead(), circumstances);
            measured.run(new ModelsPart.Context(
                    data,
                    home.toAbsolutePath(),
                    options.seed(),
                    seconds,
                    repetitions,
                    minutes,
                    dataSet,
                    contenders,
                    report));
            report.write(options.out(), part.results());
        }
        return CommandLine.ExitCode.OK;
    }
}
