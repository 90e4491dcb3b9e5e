package io.reprise.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What every benchmark is told: a seed, where it may write meanwhile, and where results go. {@code options.properties} says
 * what they mean to a benchmark to which they mean something else than here.
 */
public final class BenchOptions {

    @CommandLine.Option(names = "--seed", description = "Seed of the first campaign.", defaultValue = "7")
    private long seed;

    @CommandLine.Option(names = "--home", description = "Data and models.", defaultValue = ".reprise/bench")
    private Path home;

    @CommandLine.Option(names = "--out", description = "Where results go.", defaultValue = "ops/benchmarks/results")
    private Path out;

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandSpec spec;

    public long seed() {
        return seed;
    }

    public Path home() {
        return home;
    }

    public Path out() {
        return out;
    }

    /**
     * Where, when and of what this run measures, and how it was started: the beginning of a {@link Report}'s
     * circumstances, to which the benchmark adds its own.
     *
     * @param place a folder that is there, on the disk that is measured
     */
    public Map<String, Object> circumstances(Path place) throws IOException, InterruptedException {
        Map<String, Object> all = Machine.circumstances(place);
        all.put("command", "ops/run bench " + String.join(" ", arguments()));
        all.put("seed", seed);
        return all;
    }

    /** As given, but without what a URI may hold that nobody else should see, and so that a shell reads it as given. */
    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        boolean isUri = false;
        for (String given : spec.commandLine().getParseResult().originalArgs()) {
            String shown = isUri ? "URI" : given.replaceFirst("^(--[a-z-]+-uri)=.*", "$1=URI");
            arguments.add(shown.matches("[A-Za-z0-9=,./:_-]+") ? shown : "'" + shown + "'");
            isUri = given.matches("--[a-z-]+-uri");
        }
        return arguments;
    }
}
