package io.reprise.domain.model.campaign;

import io.reprise.domain.model.campaign.Campaign.AwaitingApproval;
import io.reprise.domain.model.campaign.Campaign.Drafted;
import io.reprise.domain.model.campaign.CampaignCommand.OverrideDecision;
import io.reprise.domain.model.campaign.CampaignEvent.DecisionOverridden;
import io.reprise.domain.model.decision.DecisionKind;
import io.reprise.domain.model.decision.InventoryOutcome;
import io.reprise.domain.model.decision.InventoryOutcome.ItemStock;
import io.reprise.domain.model.decision.ScheduleOutcome;
import io.reprise.domain.model.vocabulary.InvalidValue;
import io.reprise.domain.model.vocabulary.Outcome;
import io.reprise.domain.model.vocabulary.Role;
import io.reprise.domain.model.vocabulary.Sku;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A person decides otherwise than a policy did, while the plan waits for approval: other hours, or other stock. The
 * plan's limits hold for people too.
 */
final class Overriding {

    private static final int REASON_CHARS_MAX = 2_000;

    private Overriding() {}

    static Outcome<CampaignEvent> override(Drafted state, OverrideDecision c) {
        if (!(state instanceof AwaitingApproval waiting)) {
            return CampaignDecider.wrongPhase("have a decision overridden", state);
        }
        if (!c.actor().isAnyOf(Role.MARKETER, Role.APPROVER, Role.FINANCE)) {
            return CampaignDecider.roleMissing(Role.MARKETER, Role.APPROVER, Role.FINANCE);
        }
        Proposal now = waiting.proposal();
        Optional<CampaignRefusal> refusal = refused(waiting, c);
        if (refusal.isPresent()) {
            // Carried out before: then the proposal is already the one this leads to.
            boolean done = refusal.get() instanceof CampaignRefusal.StaleApproval
                    && waiting.overriders().contains(c.actor().name())
                    && now.with(c.outcome()).equals(now);
            return done ? Outcome.alreadyDone() : Outcome.refused(refusal.get());
        }
        Proposal after = now.with(c.outcome());
        return after.equals(now)
                ? Outcome.alreadyDone()
                : Outcome.accepted(new DecisionOverridden(
                        c.campaignId(), c.decisionId(), c.outcome(), c.reason(), after.hash(), c.actor(), c.at()));
    }

    private static Optional<CampaignRefusal> refused(AwaitingApproval waiting, OverrideDecision c) {
        DecisionKind kind =
                switch (c.outcome()) {
                    case ScheduleOutcome hours -> DecisionKind.SCHEDULE;
                    case InventoryOutcome stock -> DecisionKind.INVENTORY;
                    default -> null;
                };
        if (kind == null) {
            return Optional.of(new CampaignRefusal.NotOverridable(DecisionKind.ASSORTMENT));
        }
        if (!c.decisionId().equals(waiting.decisions().get(kind))) {
            return Optional.of(new CampaignRefusal.UnknownDecision(c.decisionId()));
        }
        if (c.reason() == null || c.reason().isBlank()) {
            return Optional.of(new CampaignRefusal.ReasonMissing());
        }
        InvalidValue.unless(
                c.reason().length() <= REASON_CHARS_MAX,
                "reason",
                "must be at most " + REASON_CHARS_MAX + " characters");
        String current = waiting.proposal().hash();
        if (!current.equals(c.proposalHash())) {
            return Optional.of(new CampaignRefusal.StaleApproval(c.proposalHash(), current));
        }
        return c.outcome() instanceof ScheduleOutcome hours
                ? broken(waiting.proposal().plan(), hours, c)
                : broken(waiting.proposal().plan(), (InventoryOutcome) c.outcome());
    }

    private static Optional<CampaignRefusal> broken(Plan plan, ScheduleOutcome hours, OverrideDecision c) {
        InvalidValue.unless(
                hours.window().from().getEpochSecond() % 3_600 == 0, "outcome.window", "must start on a whole hour");
        InvalidValue.unless(
                hours.window().hours() == plan.lengthHours(),
                "outcome.window",
                () -> "must be " + plan.lengthHours() + " hours long, as the plan says");
        InvalidValue.unless(
                hours.pushWaves().size() <= plan.pushWaves(),
                "outcome.pushWaves",
                () -> "must be at most " + plan.pushWaves() + ", as the plan says");
        InvalidValue.unless(
                hours.pushWaves().stream()
                        .allMatch(wave -> wave.isBefore(hours.window().to())),
                "outcome.pushWaves",
                "must lie before the end of the sale");
        if (hours.window().from().isBefore(c.at())) {
            return Optional.of(
                    new CampaignRefusal.WindowInThePast(hours.window().from(), c.at()));
        }
        return PlanLimits.broken(plan, hours.window());
    }

    /** Whether so much is free is asked where it is set aside, as for a policy's: it may have changed by then anyway. */
    private static Optional<CampaignRefusal> broken(Plan plan, InventoryOutcome stock) {
        Set<Sku> skus = new HashSet<>();
        long costCents = 0;
        for (ItemStock item : stock.items()) {
            InvalidValue.unless(skus.add(item.sku()), "outcome.items", () -> "has '" + item.sku() + "' twice");
            for (Map.Entry<?, Integer> place : item.allocated().entrySet()) {
                InvalidValue.unless(
                        place.getValue() >= 0,
                        "outcome.items",
                        () -> "has fewer than no units of '" + item.sku() + "'");
            }
            costCents += item.allocatedUnits() * plan.item(item.sku()).unitCostCents();
        }
        InvalidValue.unless(
                skus.size() == plan.items().size(),
                "outcome.items",
                "must say for every item of the plan what it gets");
        long budgetCents = plan.steered().stockBudgetCents();
        return budgetCents > 0 && costCents > budgetCents
                ? Optional.of(new CampaignRefusal.BeyondStockBudget(budgetCents, costCents))
                : Optional.empty();
    }
}
