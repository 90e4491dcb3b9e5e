package io.reprise.benchmarks.replay;

import io.reprise.benchmarks.report.BenchOptions;
import io.reprise.benchmarks.report.Report;
import io.reprise.benchmarks.uplift.PlayRecorder;
import io.reprise.benchmarks.uplift.TrainedHome;
import io.reprise.domain.axon.LogCampaigns;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.projections.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine;

/** How fast recorded decisions are taken again; writes {@code replay.md} and {@code .json}. */
@CommandLine.Command(
        name = "replay",
        description = "Records decisions of simulated sales, and takes them all again.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class ReplayBenchmark implements Callable<Integer> {

    private static final String HOW_TO_READ = """
            # Taking decisions again

            Decisions of sales that were played in the simulated market, recorded in an embedded event log and evidence store,
            and taken again by `ReplayRun`, as `ops/run audit replay --all` does. Every one has to be equal to the bit.
            *Reading* is the same work without deciding: every event of every campaign is read and decoded, and every piece of
            evidence that a decision names is read, checked against its digest and decoded. Campaigns are played with 24 to 60
            items each, and recorded again under other names until there are enough; what is read and decided is no less for it.
            """;

    @CommandLine.Option(names = "--decisions", description = "Recorded at least.", defaultValue = "100000")
    private int decisions;

    @CommandLine.Option(
            names = "--campaigns",
            description = "Played; the rest are the same under other names.",
            defaultValue = "100")
    private int campaigns;

    @CommandLine.Option(names = "--calls", description = "Model calls asked again; 0 for none.", defaultValue = "10000")
    private int calls;

    @CommandLine.Option(names = "--threads", description = "At once.", defaultValue = "2")
    private int threads;

    @CommandLine.Option(names = "--repetitions", description = "Times each is measured.", defaultValue = "3")
    private int repetitions;

    @CommandLine.Option(
            names = "--recorded",
            description = "Where decisions are recorded, and found again.",
            defaultValue = ".reprise/bench/recorded")
    private Path recorded;

    @CommandLine.Mixin
    private final BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws Exception {
        TrainedHome home = TrainedHome.in(options.home());
        try (Stores stores = Stores.embedded(recorded);
                ModelShelf shelf = home.shelf()) {
            record(home, stores, shelf);
            Map<String, Object> circumstances = options.circumstances(recorded);
            circumstances.put("threads", threads);
            circumstances.put("campaigns played", campaigns);
            Report report = new Report(HOW_TO_READ, circumstances);
            boolean holds = new ReplayTrial(stores, shelf, threads, repetitions).run(calls, report);
            report.write(options.out(), "replay");
            return holds ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** Plays campaigns, then records them again under other names until there are enough decisions. */
    private void record(TrainedHome home, Stores stores, ModelShelf shelf) throws Exception {
        List<CampaignId> before = new LogCampaigns(stores.log()).all();
        int played = (int) before.stream().filter(ReplayBenchmark::isPlayed).count();
        if (played < campaigns) {
            PlayRecorder recorder = new PlayRecorder(home, shelf, stores);
            try (ExecutorService players = Executors.newFixedThreadPool(threads)) {
                List<Future<Integer>> playing = new ArrayList<>();
                for (long next = options.seed() + played; next < options.seed() + campaigns; next++) {
                    long one = next;
                    playing.add(players.submit(() -> recorder.record(one)));
                }
                for (Future<Integer> one : playing) {
                    one.get();
                }
            }
        }
        LogCampaigns all = new LogCampaigns(stores.log());
        long taken = 0;
        for (CampaignId id : all.all()) {
            taken += ReplayTrial.decisions(all.history(id));
        }
        List<CampaignId> originals =
                all.all().stream().filter(ReplayBenchmark::isPlayed).toList();
        for (int copy = all.all().size() / originals.size(); taken < decisions; copy++) {
            for (CampaignId id : originals) {
                taken += PlayRecorder.copy(stores.log(), id, id + "-again-" + copy);
            }
            System.err.printf("  recorded %,d decisions%n", taken);
        }
    }

    private static boolean isPlayed(CampaignId id) {
        return !id.value().contains("-again-");
    }
}
