package io.reprise.benchmarks.replay;

import io.reprise.benchmarks.report.Report;
import io.reprise.domain.axon.LogCampaigns;
import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.decision.PolicyRef;
import io.reprise.domain.model.port.EventLog;
import io.reprise.domain.model.port.ModelRunner;
import io.reprise.domain.model.port.StoredEvent;
import io.reprise.domain.model.replay.ModelReplay;
import io.reprise.domain.model.replay.PolicyReplay;
import io.reprise.domain.model.replay.ReplayProgress;
import io.reprise.domain.model.replay.ReplayReport;
import io.reprise.domain.model.replay.ReplayRun;
import io.reprise.domain.model.replay.ReplayScope;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.ml.planning.OrToolsPlanSolver;
import io.reprise.ml.tensorflow.ModelShelf;
import io.reprise.projections.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Takes everything that was recorded again, beside reading it. */
final class ReplayTrial {

    private static final ReplayScope POLICIES = new ReplayScope(Optional.empty(), Optional.empty(), false);

    private final Stores stores;
    private final ModelRunner models;
    private final int threads;
    private final int repetitions;

    ReplayTrial(Stores stores, ModelShelf shelf, int threads, int repetitions) {
        this.stores = stores;
        this.models = new OrToolsPlanSolver(Duration.ofMinutes(5)).besides(shelf);
        this.threads = threads;
        this.repetitions = repetitions;
    }

    static long decisions(List<CampaignEvent> history) {
        return history.stream().filter(DecisionTaken.class::isInstance).count();
    }

    private record Timed(double seconds, long decisions, boolean holds) {}

    /** @return whether every decision is equal to the bit and every model call holds */
    boolean run(int calls, Report report) throws Exception {
        List<CampaignId> all = new LogCampaigns(stores.log()).all();
        List<Timed> bare = new ArrayList<>();
        List<Timed> reading = new ArrayList<>();
        List<Timed> replaying = new ArrayList<>();
        for (int i = 0; i <= repetitions; i++) {
            Timed scanned = scan();
            Timed read = read(all);
            Timed replayed = replay();
            System.err.printf(
                    "  %d: scanned %.1f s, read %.1f s, replayed %.1f s%n",
                    i, scanned.seconds(), read.seconds(), replayed.seconds());
            // The first time, the machine warms up.
            if (i > 0) {
                bare.add(scanned);
                reading.add(read);
                replaying.add(replayed);
            }
        }
        long decisions = replaying.getFirst().decisions();
        report.table(
                "Policy replay of " + String.format("%,d", decisions) + " decisions of "
                        + String.format("%,d", all.size()) + " campaigns",
                "Median of " + repetitions + " runs, the slowest and the fastest beside it; " + threads + " threads. "
                        + "*Log alone* is the events' bytes read in the order of the log by one thread, undecoded.",
                List.of("", "decisions/s", "slowest", "fastest", "seconds", "equal to the bit"),
                List.of(
                        row("log alone", bare, decisions, "–"),
                        row("reading", reading, decisions, "–"),
                        row(
                                "policy replay",
                                replaying,
                                decisions,
                                replaying.stream().allMatch(Timed::holds) ? "all" : "NOT ALL")));
        byPolicy(all, report);
        return replaying.stream().allMatch(Timed::holds) && (calls == 0 || models(all, calls, report));
    }

    private static List<Object> row(String what, List<Timed> runs, long decisions, String equal) {
        double[] seconds = runs.stream().mapToDouble(Timed::seconds).sorted().toArray();
        double median = seconds[seconds.length / 2];
        return List.of(
                what,
                decisions / median,
                decisions / seconds[seconds.length - 1],
                decisions / seconds[0],
                median,
                equal);
    }

    private Timed scan() {
        long started = System.nanoTime();
        long next = 0;
        List<StoredEvent> page;
        do {
            page = stores.log().read(next, EventLog.BATCH_EVENTS_MAX);
            next += page.size();
        } while (!page.isEmpty());
        return new Timed((System.nanoTime() - started) / 1e9, 0, true);
    }

    private Timed read(List<CampaignId> all) throws Exception {
        LogCampaigns campaigns = new LogCampaigns(stores.log());
        long started = System.nanoTime();
        long decisions = 0;
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<Long>> reading = new ArrayList<>();
            for (CampaignId id : all) {
                reading.add(workers.submit(() -> rested(campaigns.history(id))));
            }
            for (Future<Long> one : reading) {
                decisions += one.get();
            }
        }
        return new Timed((System.nanoTime() - started) / 1e9, decisions, true);
    }

    private long rested(List<CampaignEvent> history) {
        PolicyReplay reader = new PolicyReplay(stores.evidence());
        long decisions = 0;
        for (CampaignEvent event : history) {
            if (event instanceof DecisionTaken taken) {
                reader.evidence(taken.decision());
                decisions++;
            }
        }
        return decisions;
    }

    private Timed replay() {
        long started = System.nanoTime();
        ReplayReport report = new ReplayRun(
                        new LogCampaigns(stores.log()), stores.evidence(), models, new ReplayProgress())
                .run(POLICIES, threads);
        report.decisionFindings().stream().limit(5).forEach(found -> System.err.println("  DIFFERS " + found));
        return new Timed((System.nanoTime() - started) / 1e9, report.decisions(), report.holds());
    }

    /** What one decision of each policy takes, without reading it. */
    private void byPolicy(List<CampaignId> all, Report report) {
        LogCampaigns campaigns = new LogCampaigns(stores.log());
        Map<String, long[]> spent = new TreeMap<>();
        for (CampaignId id : all.subList(0, Math.min(all.size(), 200))) {
            PolicyReplay replay = new PolicyReplay(stores.evidence());
            for (CampaignEvent event : campaigns.history(id)) {
                if (event instanceof DecisionTaken taken) {
                    DecisionRecord decision = taken.decision();
                    replay.evidence(decision);
                    long started = System.nanoTime();
                    replay.differences(decision);
                    long nanos = System.nanoTime() - started;
                    PolicyRef policy = decision.policy();
                    long[] sum = spent.computeIfAbsent(policy.toString(), p -> new long[2]);
                    sum[0]++;
                    sum[1] += nanos;
                }
            }
        }
        report.table(
                "By policy",
                "One thread, the first 200 campaigns; the evidence was read before.",
                List.of("policy", "decisions", "microseconds each"),
                spent.entrySet().stream()
                        .map(e -> List.<Object>of(e.getKey(), e.getValue()[0], e.getValue()[1] / 1e3 / e.getValue()[0]))
                        .toList());
    }

    private boolean models(List<CampaignId> all, int calls, Report report) throws Exception {
        LogCampaigns campaigns = new LogCampaigns(stores.log());
        Set<ModelCall> asked = new LinkedHashSet<>();
        long resting = 0;
        for (CampaignId id : all) {
            for (CampaignEvent event : campaigns.history(id)) {
                if (event instanceof DecisionTaken taken && asked.size() < calls) {
                    taken.decision().evidence().forEach(source -> asked.add(source.call()));
                    resting++;
                }
            }
        }
        ModelReplay replay = new ModelReplay(stores.evidence(), models);
        long started = System.nanoTime();
        List<ModelReplay.Result> results = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<ModelReplay.Result>> running = new ArrayList<>();
            asked.forEach(call -> running.add(workers.submit(() -> replay.replay(call))));
            for (Future<ModelReplay.Result> one : running) {
                results.add(one.get());
            }
        }
        double seconds = (System.nanoTime() - started) / 1e9;
        long equal = results.stream().filter(ModelReplay.Result::equalToTheBit).count();
        results.stream()
                .filter(result -> !result.equalToTheBit())
                .limit(5)
                .forEach(result -> System.err.println("  DIFFERS " + result));
        report.table(
                "Model replay",
                "Different questions to models and to the solver, asked again on this machine's " + models.device()
                        + ".",
                List.of("calls", "equal to the bit", "decisions that rest on them", "calls/s"),
                List.of(Arrays.<Object>asList(results.size(), equal, resting, results.size() / seconds)));
        return results.stream().allMatch(ModelReplay.Result::holds);
    }
}
