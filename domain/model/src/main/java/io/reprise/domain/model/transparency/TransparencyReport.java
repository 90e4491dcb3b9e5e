package io.reprise.domain.model.transparency;

import io.reprise.domain.model.campaign.CampaignEvent;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentApplied;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentExpired;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentForbidden;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentRejected;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentReverted;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignDrafted;
import io.reprise.domain.model.campaign.CampaignEvent.CampaignStopped;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionOverridden;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionTaken;
import io.reprise.domain.model.campaign.CampaignEvent.ForecastRecorded;
import io.reprise.domain.model.campaign.CampaignEvent.PlanApproved;
import io.reprise.domain.model.campaign.CampaignEvent.PlanRevised;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSentBack;
import io.reprise.domain.model.campaign.CampaignEvent.PlanSubmitted;
import io.reprise.domain.model.campaign.Forecast;
import io.reprise.domain.model.campaign.Plan;
import io.reprise.domain.model.decision.AdjustmentOutcome;
import io.reprise.domain.model.decision.Alternative;
import io.reprise.domain.model.decision.CampaignReport;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.DecisionQuality;
import io.reprise.domain.model.decision.DecisionRecord;
import io.reprise.domain.model.decision.ModelCall;
import io.reprise.domain.model.judgement.Judgements;
import io.reprise.domain.model.port.EvidenceStore;
import io.reprise.domain.model.port.ModelCards;
import io.reprise.domain.model.registry.ModelCard;
import io.reprise.domain.model.registry.ModelReleaseId;
import io.reprise.domain.model.transparency.CampaignTransparency.Decided;
import io.reprise.domain.model.transparency.CampaignTransparency.ForecastQuality;
import io.reprise.domain.model.transparency.CampaignTransparency.HumanAct;
import io.reprise.domain.model.transparency.CampaignTransparency.Judged;
import io.reprise.domain.model.transparency.CampaignTransparency.ModelUse;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.TimeWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a campaign's history for who decided what. */
public final class TransparencyReport {

    private static final String PURPOSE =
            "choice of items, discounts, hours, stock and their changes in a limited-time sale";

    private final ModelCards cards;
    private final EvidenceStore evidence;
    private final Map<DecisionId, DecisionRecord> decisions = new LinkedHashMap<>();
    private final Map<DecisionId, CampaignEvent> fate = new HashMap<>();
    private final Map<String, List<ModelCall>> calls = new LinkedHashMap<>();
    private final Set<ModelCall> planned = new LinkedHashSet<>();
    private final List<HumanAct> acts = new ArrayList<>();
    private boolean planApproved;
    private Optional<DecisionQuality> quality = Optional.empty();
    private Optional<Plan> plan = Optional.empty();

    private TransparencyReport(ModelCards cards, EvidenceStore evidence) {
        this.cards = cards;
        this.evidence = evidence;
    }

    /**
     * @param history everything that happened to the campaign
     * @throws InvalidValue if nothing did
     */
    public static CampaignTransparency of(
            CampaignId campaign,
            List<CampaignEvent> history,
            Judgements judgements,
            ModelCards cards,
            EvidenceStore evidence) {
        InvalidValue.unless(!history.isEmpty(), "campaign", () -> "there is no campaign '" + campaign + "'");
        TransparencyReport report = new TransparencyReport(cards, evidence);
        history.forEach(report::on);
        return report.made(campaign, judgements);
    }

    private void on(CampaignEvent event) {
        switch (event) {
            case ForecastRecorded e -> forecast(e.forecast());
            case DecisionTaken e -> {
                decisions.put(e.decision().id(), e.decision());
                e.decision().evidence().forEach(source -> call(source.call()));
                if (e.decision().outcome() instanceof CampaignReport closing) {
                    quality = closing.quality();
                }
            }
            case CampaignDrafted e -> {
                plan = Optional.of(e.plan());
                act("drafted", e, Optional.empty(), "");
            }
            case PlanRevised e -> {
                plan = Optional.of(e.plan());
                act("revised the plan", e, Optional.empty(), "");
            }
            case PlanSubmitted e -> act("submitted the plan", e, Optional.empty(), "");
            case PlanSentBack e -> act("sent the plan back", e, Optional.empty(), e.comment());
            case PlanApproved e -> {
                planApproved = true;
                act("approved the plan", e, Optional.empty(), "");
            }
            case DecisionOverridden e -> act("decided otherwise", e, Optional.of(e.decisionId()), e.reason());
            case AdjustmentApplied e -> {
                fate.put(e.decisionId(), e);
                if (e.rule().isEmpty()) {
                    act("approved an adjustment", e, Optional.of(e.decisionId()), "");
                }
            }
            case AdjustmentRejected e -> {
                fate.put(e.decisionId(), e);
                act("rejected an adjustment", e, Optional.of(e.decisionId()), e.comment());
            }
            case AdjustmentReverted e -> {
                fate.put(e.decisionId(), e);
                act("took an adjustment back", e, Optional.of(e.decisionId()), e.reason());
            }
            case AdjustmentExpired e -> fate.put(e.decisionId(), e);
            case AdjustmentForbidden e -> fate.put(e.decisionId(), e);
            case CampaignStopped e -> act("stopped the sale", e, Optional.empty(), e.reason());
            default -> {
                // What the engine does by itself is told by its decisions.
            }
        }
    }

    private void forecast(Forecast forecast) {
        call(forecast.call());
        if (forecast.role().equals(Forecast.DEMAND) || forecast.role().equals(Forecast.PURCHASE)) {
            planned.add(forecast.call());
        }
    }

    private void call(ModelCall call) {
        List<ModelCall> same = calls.computeIfAbsent(call.artifactSha256(), sha -> new ArrayList<>());
        if (!same.contains(call)) {
            same.add(call);
        }
    }

    private void act(String what, CampaignEvent event, Optional<DecisionId> decision, String reason) {
        if (!event.actor().equals(Actor.ENGINE)) {
            acts.add(new HumanAct(what, event.actor().name(), event.at(), decision, reason));
        }
    }

    private CampaignTransparency made(CampaignId campaign, Judgements judgements) {
        Map<String, List<DecisionRecord>> grouped = new LinkedHashMap<>();
        decisions.values().forEach(d -> grouped.computeIfAbsent(d.kind() + " " + d.policy(), k -> new ArrayList<>())
                .add(d));
        return new CampaignTransparency(
                campaign,
                PURPOSE,
                period(),
                grouped.values().stream().map(this::decided).toList(),
                calls.values().stream().map(this::use).toList(),
                acts,
                overrides(),
                quality.map(TransparencyReport::forecast),
                groups(),
                judgements.latest().stream()
                        .map(j -> new Judged(
                                j.decision(), j.verdict(), j.reason(), j.actor().name(), j.at()))
                        .toList());
    }

    private SaleGroups groups() {
        List<DecisionRecord> adjustments = decisions.values().stream()
                .filter(d -> d.outcome() instanceof AdjustmentOutcome)
                .toList();
        return SaleGroups.of(
                plan,
                quality,
                adjustments,
                adjustments.stream()
                        .filter(d -> fate.get(d.id()) instanceof AdjustmentApplied
                                || fate.get(d.id()) instanceof AdjustmentReverted)
                        .toList());
    }

    private Optional<TimeWindow> period() {
        Optional<Instant> first =
                decisions.values().stream().map(DecisionRecord::at).min(Instant::compareTo);
        Optional<Instant> last =
                decisions.values().stream().map(DecisionRecord::at).max(Instant::compareTo);
        return first.filter(from -> last.get().isAfter(from)).map(from -> new TimeWindow(from, last.get()));
    }

    private Decided decided(List<DecisionRecord> same) {
        int automatic = 0;
        int approved = 0;
        int turnedDown = 0;
        int reverted = 0;
        int triedOut = 0;
        for (DecisionRecord decision : same) {
            triedOut += isTriedOut(decision) ? 1 : 0;
            switch (fate.get(decision.id())) {
                case AdjustmentReverted e -> reverted++;
                case AdjustmentRejected e -> turnedDown++;
                case AdjustmentExpired e -> turnedDown++;
                case AdjustmentForbidden e -> turnedDown++;
                case AdjustmentApplied e when e.rule().isEmpty() -> approved++;
                case null, default -> {
                    // Of a plan, a person approves assortment, schedule and stock together.
                    boolean ofPlan = decision.kind() == DecisionKind.ASSORTMENT
                            || decision.kind() == DecisionKind.SCHEDULE
                            || decision.kind() == DecisionKind.INVENTORY;
                    approved += ofPlan && planApproved ? 1 : 0;
                    automatic += ofPlan ? 0 : 1;
                }
            }
        }
        DecisionRecord one = same.getFirst();
        return new Decided(
                one.kind(), one.policy().toString(), same.size(), automatic, approved, turnedDown, reverted, triedOut);
    }

    /** Whether another option had more of a chance. */
    private static boolean isTriedOut(DecisionRecord decision) {
        double chosen = 1;
        double most = 0;
        for (Alternative option : decision.alternatives()) {
            chosen = option.chosen() ? option.propensity() : chosen;
            most = Math.max(most, option.propensity());
        }
        return chosen < most;
    }

    private ModelUse use(List<ModelCall> same) {
        ModelCall one = same.getFirst();
        Optional<ModelCard> card = card(one);
        return new ModelUse(
                one.model(),
                one.version(),
                one.artifactSha256(),
                one.device(),
                same.size(),
                (int) same.stream().filter(ModelCall::isFallback).count(),
                card.map(ModelCard::groups).orElse(List.of()),
                card.map(ModelCard::trained)
                        .flatMap(trained -> ModelDrift.of(
                                trained, same.stream().filter(planned::contains).toList(), evidence)));
    }

    private Optional<ModelCard> card(ModelCall call) {
        try {
            return cards.find(new ModelReleaseId(call.model(), call.artifactSha256()));
        } catch (InvalidValue e) {
            // A solver's program is in no registry.
            return Optional.empty();
        }
    }

    private List<CampaignTransparency.Override> overrides() {
        List<CampaignTransparency.Override> overrides = new ArrayList<>();
        fate.forEach((id, event) -> {
            String how =
                    switch (event) {
                        case AdjustmentRejected e -> "rejected";
                        case AdjustmentReverted e -> "reverted";
                        default -> "";
                    };
            // Of a decision that is not in the log nobody can say what it was expected to gain.
            if (!how.isEmpty()
                    && decisions.get(id) instanceof DecisionRecord decision
                    && decision.outcome() instanceof AdjustmentOutcome outcome) {
                overrides.add(new CampaignTransparency.Override(
                        id, how, event.actor().name(), outcome.expectedGainCents(), gain(id)));
            }
        });
        overrides.sort((a, b) -> decisions
                .get(a.decision())
                .at()
                .compareTo(decisions.get(b.decision()).at()));
        return overrides;
    }

    private Optional<Double> gain(DecisionId id) {
        return quality.stream()
                .flatMap(q -> q.adjustments().stream())
                .filter(a -> a.decision().equals(id))
                .flatMap(a -> a.gain().stream())
                .map(DecisionQuality.Gain::cents)
                .findFirst();
    }

    private static ForecastQuality forecast(DecisionQuality quality) {
        double coverage = 0;
        double sold = 0;
        double expected = 0;
        for (DecisionQuality.Stocked item : quality.items()) {
            coverage += item.coverage() / quality.items().size();
            sold += item.soldUnits();
            expected += item.expectedMid();
        }
        return new ForecastQuality(coverage, expected > 0 ? sold / expected - 1 : 0, sold, expected);
    }
}
