package io.reprise.domain.model.campaign;

import io.reprise.domain.model.campaign.Campaign.Adjustment;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.Campaign.Live;
import io.reprise.domain.model.campaign.Campaign.Stage;
import io.reprise.domain.model.campaign.CampaignCommand.ApproveAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.ExpireAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.RejectAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.RevertAdjustment;
import io.reprise.domain.model.campaign.CampaignCommand.RouteAdjustment;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentApplied;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentExpired;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentForbidden;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentProposed;
import io.reprise.domain.model.campaign.CampaignEvent.AdjustmentRejected;
import io.reprise.domain.model.decision.AdjustmentOutcome.PriceChange;
import io.reprise.domain.model.decision.DecisionId;
import io.reprise.domain.model.vocabulary.Actor;
import io.reprise.domain.model.vocabulary.CampaignId;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Price;
import io.reprise.domain.model.vocabulary.Refusal;
import io.reprise.domain.model.vocabulary.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/** Puts a decided adjustment in force, or not, and takes it back. The guardrails hold whoever asks. */
final class Adjusting {

    private Adjusting() {}

    static Outcome<CampaignEvent> route(Drafted state, RouteAdjustment c) {
        return at(state, c.decisionId(), (live, adjustment) -> {
            if (adjustment.stage() != Stage.DECIDED) {
                return Outcome.alreadyDone();
            }
            return switch (c.route()) {
                case FORBIDDEN ->
                    Outcome.accepted(
                            new AdjustmentForbidden(c.campaignId(), c.decisionId(), c.rule(), c.actor(), c.at()));
                case APPROVAL ->
                    Outcome.accepted(new AdjustmentProposed(
                            c.campaignId(), c.decisionId(), c.rule(), c.deadline(), c.actor(), c.at()));
                case AUTOMATIC ->
                    adjustment.outcome().largestStepBps()
                                    > live.proposal().plan().guardrails().automaticStepBpsMax()
                            ? Outcome.refused(new CampaignRefusal.BeyondGuardrail(
                                    "guardrails.automaticStepBpsMax",
                                    live.proposal().plan().guardrails().automaticStepBpsMax(),
                                    adjustment.outcome().largestStepBps()))
                            : apply(live, adjustment, c.campaignId(), c.rule(), c.actor(), c.at());
            };
        });
    }

    static Outcome<CampaignEvent> approve(Drafted state, ApproveAdjustment c) {
        return at(state, c.decisionId(), (live, adjustment) -> switch (adjustment.stage()) {
            case PROPOSED ->
                mayAnswer(live, c.actor())
                        .<Outcome<CampaignEvent>>map(Outcome::refused)
                        .orElseGet(() -> apply(live, adjustment, c.campaignId(), "", c.actor(), c.at()));
            case APPLIED -> Outcome.alreadyDone();
            default -> notWaiting(adjustment);
        });
    }

    static Outcome<CampaignEvent> reject(Drafted state, RejectAdjustment c) {
        return at(state, c.decisionId(), (live, adjustment) -> switch (adjustment.stage()) {
            case PROPOSED ->
                mayAnswer(live, c.actor())
                        .<Outcome<CampaignEvent>>map(Outcome::refused)
                        .orElseGet(() -> Outcome.accepted(new AdjustmentRejected(
                                c.campaignId(), c.decisionId(), c.comment(), c.actor(), c.at())));
            case REJECTED -> Outcome.alreadyDone();
            default -> notWaiting(adjustment);
        });
    }

    static Outcome<CampaignEvent> expire(Drafted state, ExpireAdjustment c) {
        return at(state, c.decisionId(), (live, adjustment) -> {
            if (adjustment.stage() != Stage.PROPOSED) {
                // Answered just before the deadline's timer fired.
                return Outcome.alreadyDone();
            }
            Instant deadline = adjustment.deadline().orElseThrow();
            return c.at().isBefore(deadline)
                    ? Outcome.refused(new CampaignRefusal.NotDue(deadline, c.at()))
                    : Outcome.accepted(new AdjustmentExpired(c.campaignId(), c.decisionId(), c.actor(), c.at()));
        });
    }

    static Outcome<CampaignEvent> revert(Drafted state, RevertAdjustment c) {
        return at(state, c.decisionId(), (live, adjustment) -> {
            if (!c.actor().isAnyOf(Role.MARKETER, Role.APPROVER, Role.FINANCE)) {
                return CampaignDecider.roleMissing(Role.MARKETER, Role.APPROVER, Role.FINANCE);
            }
            return switch (adjustment.stage()) {
                case APPLIED -> Outcome.accepted(TakingBack.of(live, adjustment, c));
                case REVERTED -> Outcome.alreadyDone();
                default -> notWaiting(adjustment);
            };
        });
    }

    private static Outcome<CampaignEvent> apply(
            Live live, Adjustment adjustment, CampaignId campaign, String rule, Actor actor, Instant at) {
        return brokenGuardrail(live, adjustment, at)
                .<Outcome<CampaignEvent>>map(Outcome::refused)
                .orElseGet(() -> Outcome.accepted(new AdjustmentApplied(
                        campaign,
                        adjustment.id(),
                        adjustment.outcome().priceChanges(),
                        adjustment.outcome().extraPush(),
                        rule,
                        actor,
                        at,
                        adjustment.outcome().extent())));
    }

    private static Optional<Refusal> brokenGuardrail(Live live, Adjustment adjustment, Instant at) {
        Plan plan = live.proposal().plan();
        Plan.Guardrails limits = plan.guardrails();
        Instant end = live.window().to();
        if (!at.isBefore(end)) {
            return Optional.of(new CampaignRefusal.TooLate(end, at));
        }
        for (PriceChange change : adjustment.outcome().priceChanges()) {
            Optional<Refusal> moved = movedSince(live, change, at);
            if (moved.isPresent()) {
                return moved;
            }
            Plan.PlannedItem item = plan.item(change.sku());
            if (change.toBps() > limits.discountBpsMax()) {
                return beyond("guardrails.discountBpsMax", limits.discountBpsMax(), change.toBps());
            }
            int margin =
                    Price.marginBps(Price.discounted(item.regularPriceCents(), change.toBps()), item.unitCostCents());
            if (margin < limits.marginBpsMin()) {
                return beyond("guardrails.marginBpsMin", limits.marginBpsMin(), margin);
            }
        }
        long inLastHour = live.adjustments().stream()
                // Taking one back changes prices too.
                .filter(a -> a.stage() == Stage.APPLIED || a.stage() == Stage.REVERTED)
                .filter(a -> !a.outcome().priceChanges().isEmpty())
                .filter(a -> a.at().isAfter(at.minus(Duration.ofHours(1))))
                .count();
        if (!adjustment.outcome().priceChanges().isEmpty() && inLastHour >= limits.priceChangesPerHourMax()) {
            return beyond("guardrails.priceChangesPerHourMax", limits.priceChangesPerHourMax(), inLastHour + 1);
        }
        if (adjustment.outcome().extraPush() && live.extraPushes() >= plan.extraPushWaves()) {
            return beyond("extraPushWaves", plan.extraPushWaves(), live.extraPushes() + 1L);
        }
        return adjustment.outcome().extent().flatMap(change -> ExtentLimits.broken(live, change, at));
    }

    /** Whoever decided or approved this change looked at another price, or the price has not rested long enough. */
    private static Optional<Refusal> movedSince(Live live, PriceChange change, Instant at) {
        Integer now = live.discountsBps().get(change.sku());
        if (now != null && now != change.fromBps()) {
            return Optional.of(new CampaignRefusal.PriceMoved(change.sku(), change.fromBps(), now));
        }
        int cooldown = live.proposal().plan().guardrails().cooldownMinutes();
        return live.lastChanged(change.sku())
                .map(changed -> Duration.between(changed, at).toMinutes())
                .filter(rested -> rested < cooldown)
                .flatMap(rested -> beyond("guardrails.cooldownMinutes", cooldown, rested));
    }

    private static Optional<Refusal> beyond(String limit, long max, long was) {
        return Optional.of(new CampaignRefusal.BeyondGuardrail(limit, max, was));
    }

    /** The re-tuner proposed it, so anybody entitled may answer but who wrote the plan it changes. */
    private static Optional<Refusal> mayAnswer(Live live, Actor actor) {
        if (!actor.isAnyOf(Role.APPROVER, Role.FINANCE)) {
            return Optional.of(new CampaignRefusal.RoleMissing(java.util.Set.of(Role.APPROVER, Role.FINANCE)));
        }
        return live.version().author().isSamePersonAs(actor)
                ? Optional.of(new CampaignRefusal.OwnPlan(actor.name()))
                : Optional.empty();
    }

    private static Outcome<CampaignEvent> notWaiting(Adjustment adjustment) {
        return Outcome.refused(new CampaignRefusal.NotWaiting(
                adjustment.id(), adjustment.stage().name().toLowerCase(Locale.ROOT)));
    }

    private static Outcome<CampaignEvent> at(
            Drafted state, DecisionId id, BiFunction<Live, Adjustment, Outcome<CampaignEvent>> decide) {
        if (!(state instanceof Live live)) {
            return CampaignDecider.wrongPhase("be adjusted", state);
        }
        return live.adjustment(id)
                .map(adjustment -> decide.apply(live, adjustment))
                .orElseGet(() -> Outcome.refused(new CampaignRefusal.UnknownDecision(id)));
    }
}
