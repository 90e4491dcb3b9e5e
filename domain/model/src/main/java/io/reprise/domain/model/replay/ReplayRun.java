package io.reprise.domain.model.replay;

import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.port.Campaigns;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelRunner;
import io.reprise.domain.model.replay.ReplayReport.CallFinding;
import io.reprise.domain.model.replay.ReplayReport.DecisionFinding;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Takes decisions of one campaign or of all again, several at once: each by its policy, and what it rests on by its model. */
public final class ReplayRun {

    /** Tasks handed out ahead of those that are done, for each thread: enough to keep it busy, few enough to hold. */
    private static final int AHEAD = 4;

    private static final int DECISIONS_AT_ONCE = 16;

    private final Campaigns campaigns;
    private final EvidenceStore evidence;
    private final ModelReplay models;
    private final ReplayProgress progress;

    public ReplayRun(Campaigns campaigns, EvidenceStore evidence, ModelRunner models, ReplayProgress progress) {
        this.campaigns = campaigns;
        this.evidence = evidence;
        this.models = new ModelReplay(evidence, models);
        this.progress = progress;
    }

    /** What was found in one campaign, or a part of it. */
    private record Part(List<DecisionFinding> findings, int decisions, Set<ModelCall> calls) {}

    /**
     * @param threads how many decisions are taken at the same time
     * @throws InvalidValue if there is no such campaign or decision
     */
    public ReplayReport run(ReplayScope scope, int threads) {
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<CampaignId> which = scope.campaign().map(List::of).orElseGet(campaigns::all);
            progress.of(which.size());
            Tally tally = new Tally();
            if (scope.campaign().isPresent()) {
                each(workers, threads, chunks(chosen(scope)), this::taken, tally::add);
                progress.campaign();
            } else {
                each(workers, threads, which, this::campaign, tally::add);
            }
            if (scope.models()) {
                progress.calls(tally.calls.size());
                each(workers, threads, tally.calls, this::asked, tally::add);
            }
            return tally.report(scope, progress.isCancelled(), which.size());
        }
    }

    /** The events of the campaign, or those of the decision that was named. */
    private List<CampaignEvent> chosen(ReplayScope scope) {
        CampaignId id = scope.campaign().orElseThrow();
        List<CampaignEvent> history = campaigns.history(id);
        InvalidValue.unless(!history.isEmpty(), "campaign", () -> "there is no campaign '" + id + "'");
        if (scope.decision().isEmpty()) {
            return history;
        }
        List<CampaignEvent> one = history.stream()
                .filter(event -> event instanceof DecisionTaken taken
                        && taken.decision().id().equals(scope.decision().get()))
                .toList();
        InvalidValue.unless(
                !one.isEmpty(),
                "decision",
                () -> "there is no decision '" + scope.decision().get() + "' in campaign '" + id + "'");
        return one;
    }

    private static List<List<CampaignEvent>> chunks(List<CampaignEvent> events) {
        List<List<CampaignEvent>> chunks = new ArrayList<>();
        for (int from = 0; from < events.size(); from += DECISIONS_AT_ONCE) {
            chunks.add(events.subList(from, Math.min(events.size(), from + DECISIONS_AT_ONCE)));
        }
        return chunks;
    }

    private Part campaign(CampaignId id) {
        Part part = taken(campaigns.history(id));
        progress.campaign();
        return part;
    }

    private Part taken(List<CampaignEvent> events) {
        PolicyReplay policies = new PolicyReplay(evidence);
        List<DecisionFinding> findings = new ArrayList<>();
        Set<ModelCall> calls = new LinkedHashSet<>();
        int decisions = 0;
        for (CampaignEvent event : events) {
            if (event instanceof ForecastRecorded recorded) {
                calls.add(recorded.forecast().call());
            } else if (event instanceof DecisionTaken taken) {
                DecisionRecord decision = taken.decision();
                decision.evidence().forEach(source -> calls.add(source.call()));
                List<Difference> differences = policies.differences(decision);
                if (!differences.isEmpty()) {
                    findings.add(new DecisionFinding(
                            decision.campaign(), decision.id(), decision.kind(), decision.policy(), differences));
                }
                decisions++;
                progress.decision();
            }
        }
        return new Part(findings, decisions, calls);
    }

    private record Asked(ModelCall call, ModelReplay.Result result) {}

    private Asked asked(ModelCall call) {
        Asked asked = new Asked(call, models.replay(call));
        progress.call();
        return asked;
    }

    /** Does the work in several threads and takes the results in order, so that a report is the same every time. */
    private <T, R> void each(
            ExecutorService workers, int threads, Collection<T> all, Function<T, R> work, Consumer<R> take) {
        ArrayDeque<Future<R>> ahead = new ArrayDeque<>();
        for (T one : all) {
            if (progress.isCancelled()) {
                break;
            }
            ahead.add(workers.submit(() -> work.apply(one)));
            if (ahead.size() == threads * AHEAD) {
                take.accept(done(ahead.remove()));
            }
        }
        while (!ahead.isEmpty()) {
            take.accept(done(ahead.remove()));
        }
    }

    private static <R> R done(Future<R> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the replay was interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private static final class Tally {
        private final List<DecisionFinding> decisionFindings = new ArrayList<>();
        private final List<CallFinding> callFindings = new ArrayList<>();
        private final Set<ModelCall> calls = new LinkedHashSet<>();
        private long decisions;
        private long differing;
        private long asked;
        private long equal;
        private long held;

        void add(Part part) {
            decisions += part.decisions();
            differing += part.findings().size();
            part.findings().stream()
                    .limit(ReplayReport.FINDINGS_MAX - decisionFindings.size())
                    .forEach(decisionFindings::add);
            calls.addAll(part.calls());
        }

        void add(Asked answer) {
            ModelReplay.Result result = answer.result();
            ModelCall call = answer.call();
            asked++;
            equal += result.equalToTheBit() ? 1 : 0;
            held += result.holds() ? 1 : 0;
            if (!result.equalToTheBit() && callFindings.size() < ReplayReport.FINDINGS_MAX) {
                callFindings.add(new CallFinding(
                        call.model(),
                        call.version(),
                        call.artifactSha256(),
                        call.inputSha256(),
                        result.holds(),
                        Double.isFinite(result.drift()) ? Optional.of(result.drift()) : Optional.empty(),
                        result.remark() == null ? "" : result.remark()));
            }
        }

        ReplayReport report(ReplayScope scope, boolean cancelled, int campaigns) {
            return new ReplayReport(
                    scope,
                    cancelled,
                    campaigns,
                    decisions,
                    decisions - differing,
                    asked,
                    equal,
                    held,
                    decisionFindings,
                    callFindings);
        }
    }
}
